import { replicateModels } from '../catalog/replicate';
import type { Reply, Route } from '../types';

const own = 'sandbox/my-fine-tune';

/** One training that made a model, and one that failed (models.md 5). */
const trainings = (): Reply => ({
	status: 200,
	json: {
		...{ previous: null, next: null },
		results: [
			{
				...{ id: 'training-2', model: 'ostris/flux-dev-lora-trainer', status: 'failed' },
				...{ input: { trigger_word: 'NOPE' }, output: null, error: 'out of memory' },
				...{ created_at: '2026-10-02T10:00:00.000Z', completed_at: '2026-10-02T10:20:00.000Z' },
			},
			{
				...{ id: 'training-1', model: 'ostris/flux-dev-lora-trainer', status: 'succeeded' },
				input: { input_images: 'https://example.com/images.zip', trigger_word: 'TOK' },
				output: {
					version: `${own}:${replicateModels[own]?.version ?? ''}`,
					weights: 'https://replicate.delivery/sandbox/trained_model.tar',
				},
				...{ created_at: '2026-09-01T10:00:00.000Z', completed_at: '2026-09-01T10:20:00.000Z' },
			},
		],
	},
});

export const trainingRoutes: readonly Route[] = [
	{ method: 'GET', path: /^\/v1\/trainings$/, steps: ['other'], handle: trainings },
];
