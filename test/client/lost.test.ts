import { compare } from '../../nodes/shared/client/lost';
import type { Target, Task } from '../../nodes/shared/task';

const name = 'black-forest-labs/flux-dev-lora';
const hash = 'a'.repeat(64);
const other = 'b'.repeat(64);

type Told = Partial<Task>;
type Values = Readonly<Record<string, unknown>>;
type Verdict = 'same' | 'other' | 'not told';

const taskOf = (told: Told): Task => ({
	id: 'id',
	model: name,
	status: 'running',
	outputs: [],
	details: {},
	...told,
});

describe('where a task ran', () => {
	const input = { prompt: 'a' };
	const cases: ReadonlyArray<readonly [string, Target, Told, Verdict]> = [
		['the model of that name', { endpoint: name }, {}, 'same'],
		['another model', { endpoint: name }, { model: 'x/y' }, 'other'],
		['no word on where', { endpoint: name }, { model: '' }, 'not told'],
		[
			'a version by its name',
			{ endpoint: name, version: `${name}:${hash}` },
			{ version: hash },
			'same',
		],
		['a bare version', { endpoint: hash }, { version: hash }, 'same'],
		['a bare version beside a model', { endpoint: name, version: hash }, { version: hash }, 'same'],
		['a version in the place of the model', { endpoint: hash }, { model: hash }, 'same'],
		['another version of the model', { endpoint: `${name}:${hash}` }, { version: other }, 'other'],
		['a version nobody tells', { endpoint: `${name}:${hash}` }, {}, 'not told'],
		['a deployment', { endpoint: 'deployments/me/mine' }, { deployment: 'me/mine' }, 'same'],
		['another deployment', { endpoint: 'deployments/me/mine' }, { deployment: 'me/his' }, 'other'],
		['a deployment nobody tells', { endpoint: 'deployments/me/mine' }, {}, 'not told'],
	];
	it.each(cases)('%s', (_, target, told, verdict) => {
		expect(compare({ target, input }, taskOf({ input, ...told }))).toBe(verdict);
	});
});

describe('what a task was given', () => {
	const prompt = 'a castle';
	const lora = (scale: number) => [{ path: 'a/b', scale }];
	const photo = ['https://one.example/me.png'];
	const inside = 'data:image/png;base64,AAAA';
	const assumed = { guidance: 3.5, go_fast: true };
	const cases: ReadonlyArray<readonly [string, Values, Values | undefined, Verdict]> = [
		['all of it', { prompt, loras: lora(1) }, { prompt, loras: lora(1) }, 'same'],
		['in another order', { prompt, seed: 1 }, { seed: 1, prompt }, 'same'],
		[
			'another strength in a list',
			{ prompt, loras: lora(0.5) },
			{ prompt, loras: lora(1.5) },
			'other',
		],
		[
			'another photo in a list',
			{ prompt, images: photo },
			{ prompt, images: ['https://x.example'] },
			'other',
		],
		['one of ours is missing', { prompt, images: photo }, { prompt }, 'other'],
		['defaults beside it', { prompt }, { prompt, guidance: 3.5, go_fast: true }, 'same'],
		['more, at another value than the default', { prompt }, { prompt, guidance: 9 }, 'other'],
		[
			'more, that nobody knows',
			{ prompt },
			{ prompt, image: 'https://x.example/a.png' },
			'not told',
		],
		['empty places beside it', { prompt }, { prompt, image: null, loras: [], mask: '' }, 'same'],
		['a file inside, echoed whole', { prompt, image: inside }, { prompt, image: inside }, 'same'],
		[
			'a file inside, echoed as a link',
			{ prompt, image: inside },
			{ prompt, image: photo[0] },
			'not told',
		],
		[
			'a file inside and another prompt',
			{ prompt, image: inside },
			{ prompt: 'b', image: 'x' },
			'other',
		],
		['a token that is not echoed', { prompt, hf_api_token: 'hf_x' }, { prompt }, 'same'],
		[
			'a token echoed as stars',
			{ prompt, hf_api_token: 'hf_x' },
			{ prompt, hf_api_token: '**' },
			'same',
		],
		['nothing at all', { prompt }, undefined, 'not told'],
		['an order without input', {}, {}, 'not told'],
	];
	it.each(cases)('%s', (_, input, theirs, verdict) => {
		const lost = { target: { endpoint: name }, input, assumed };
		expect(compare(lost, taskOf({ input: theirs }))).toBe(verdict);
	});
});
