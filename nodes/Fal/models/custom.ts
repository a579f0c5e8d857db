import { defineModel } from '../../shared/model';
import { anyModel, freeInput } from './fields/free';

export const custom = defineModel({
	id: 'custom',
	name: 'Other Model (JSON Input)',
	summary: 'Any other image model of fal, with its input as JSON',
	docs: 'https://fal.ai/models',
	seconds: 8,
	fields: [anyModel, freeInput],
});
