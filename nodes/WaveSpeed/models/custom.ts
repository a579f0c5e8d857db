import { defineModel } from '../../shared/model';
import { anyModel, freeInput } from './fields/common';

export const custom = defineModel({
	id: 'custom',
	name: 'Other Model (JSON Input)',
	summary: 'Any other image model of WaveSpeed, with its input as JSON',
	docs: 'https://wavespeed.ai/models',
	seconds: 8,
	fields: [anyModel, freeInput],
});
