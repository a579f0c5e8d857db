import { defineModel } from '../../shared/model';
import { anyModel, freeInput } from './fields/fineTune';

export const custom = defineModel({
	id: 'custom',
	name: 'Other Model (JSON Input)',
	summary: 'Any other model of Replicate, with its input as JSON',
	docs: 'https://replicate.com/collections/text-to-image',
	seconds: 8,
	fields: [anyModel, freeInput],
});
