import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { falModels } from '../../nodes/Fal/models/index';
import { replicateModels } from '../../nodes/Replicate/models/index';
import { hintsFor, showHints } from '../../nodes/shared/n8n/hints';
import { fewer } from '../../nodes/shared/n8n/notes';
import { occasionOf } from '../../nodes/shared/n8n/occasion';

const models = [...replicateModels, ...falModels];
const taking = 'black-forest-labs/flux-dev-lora';
const lora = { path: 'owner/name', scale: 1, triggerWords: null };
const row = (json: IDataObject) => ({
	json: { taskId: 'a', loras: JSON.stringify([lora]), flagged: false, note: null, ...json },
});
const failed = (kind: string) => ({ json: { error: 'x', details: { kind } } });

describe('after a run the editor says', () => {
	it.each([
		['nothing of a row as it should be', taking, [row({})], []],
		[
			'that an image was flagged',
			taking,
			[row({ flagged: true }), row({})],
			[['warning', '1 image flagged by the safety checker came along.']],
		],
		[
			'that fewer came than asked, once for the rows of one task',
			taking,
			[row({ note: fewer(2, 4) }), row({ note: fewer(2, 4) })],
			[['warning', '1 task brought fewer images than asked.']],
		],
		[
			'what a maximum held back',
			taking,
			[failed('capReached'), failed('capReached'), failed('rejected')],
			[
				[
					'warning',
					'2 items not submitted because of a maximum per execution under Options; their rows say why.',
				],
			],
		],
		[
			'what was looked up, once for all rows that say the same',
			taking,
			[row({ note: 'Found.' }), row({ note: 'Found.' })],
			[['warning', 'Found.']],
		],
		[
			'both, of one note',
			taking,
			[row({ note: `${fewer(2, 4)} Found.` })],
			[
				['warning', 'Found.'],
				['warning', '1 task brought fewer images than asked.'],
			],
		],
		[
			'nothing of a note of the item’s own',
			taking,
			[row({ note: 'of the sheet', generated_note: null })],
			[],
		],
		[
			'once that a model with LoRAs ran without one, and where to choose it',
			taking,
			[row({ loras: '[]' }), row({ taskId: 'b', loras: '[]' })],
			[
				[
					'info',
					'This ran without a LoRA: FLUX Dev LoRA can do that. For the style of a LoRA, choose one under LoRA.',
				],
			],
		],
		[
			'how many tasks ran without one when others had one',
			'fal-ai/flux-lora',
			[row({ loras: '[]' }), row({ loras: '[]' }), row({ taskId: 'b' })],
			[
				[
					'info',
					'1 task ran without a LoRA: FLUX Dev LoRA can do that. For the style of a LoRA, choose one under LoRAs.',
				],
			],
		],
		['nothing of LoRAs at a model that takes none', 'fal-ai/flux/dev', [row({ loras: '[]' })], []],
		['nothing of LoRAs at the user’s own model', 'fineTune', [row({ loras: '[]' })], []],
		['nothing of LoRAs at any model, which has its own', 'anyModel', [row({ loras: '[]' })], []],
		['nothing of LoRAs for a task that was fetched', taking, [row({ loras: null })], []],
		['nothing of LoRAs for a row that failed', taking, [failed('rejected')], []],
	])('%s', (_what, model, rows, expected) => {
		const hints = hintsFor(rows, { parameters: { model }, models });
		expect(hints.map(({ type, message }) => [type, message])).toEqual(expected);
	});

	it('nothing in an n8n that has no hints', () => {
		const context = { getNode: () => ({ type: 'test', parameters: { model: taking } }) };
		const old = context as unknown as IExecuteFunctions;
		expect(() =>
			showHints(occasionOf(old), old.getNode(), [row({ loras: '[]' })], models),
		).not.toThrow();
	});

	it('all of it above the output', () => {
		const shown: unknown[] = [];
		const context = {
			getNode: () => ({ type: 'test', parameters: { model: taking } }),
			addExecutionHints: (...hints: unknown[]) => shown.push(...hints),
		};
		const told = context as unknown as IExecuteFunctions;
		showHints(occasionOf(told), told.getNode(), [row({ loras: '[]', flagged: true })], models);
		expect(shown).toEqual([
			expect.objectContaining({ type: 'warning', location: 'outputPane' }),
			expect.objectContaining({ type: 'info', location: 'outputPane' }),
		]);
	});
});
