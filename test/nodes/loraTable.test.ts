import type { IDataObject } from 'n8n-workflow';
import { hubRows } from './loraHubRows';
import { download, frosting, file, link, base } from './loraNames';
import { otherRows } from './loraOtherRows';
import { continueOn, failureOf, inputsAt, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => await stage.close());

/** The four ways to read a LoRA, and one model of each. */
const kinds = {
	cog: ['replicate', 'black-forest-labs/flux-dev-lora', 'lora_weights'],
	lucataco: ['replicate', 'lucataco/flux-dev-lora', 'hf_lora'],
	links: ['replicate', 'black-forest-labs/flux-2-klein-4b-base-lora', 'lora_weights'],
	fal: ['fal', 'fal-ai/flux-lora', 'loras'],
	waveSpeed: ['waveSpeed', 'wavespeed-ai/flux-dev-lora', 'loras'],
} as const;
type Kind = keyof typeof kinds;

function parametersOf(kind: Kind, path: string): IDataObject {
	const [, model, name] = kinds[kind];
	const single = kind === 'cog' || kind === 'lucataco';
	return { model, ...(single ? { [name]: path } : { loras: { row: [{ path }] } }) };
}

function pathSent(kind: Kind): unknown {
	const value = inputsAt(stage)[0][kinds[kind][2]];
	const first = Array.isArray(value) ? (value[0] as unknown) : value;
	return typeof first === 'object' && first !== null ? (first as IDataObject).path : first;
}

const cases = [...hubRows, ...otherRows].flatMap(([pasted, cog, lucataco, repo]) =>
	(
		[
			['cog', cog],
			['lucataco', lucataco],
			['fal', repo],
			['waveSpeed', repo],
		] as const
	).map(([kind, end]) => [kind, pasted, end] as const),
);

const klein: ReadonlyArray<readonly [Kind, string, string | RegExp]> = [
	[
		'links',
		'sandbox/klein-sketch',
		'https://huggingface.co/sandbox/klein-sketch/resolve/main/klein_sketch.safetensors',
	],
	['links', frosting, base],
	['links', 'https://x.example/a.safetensors', 'https://x.example/a.safetensors'],
];

test.each([...cases, ...klein])('%s: %s → %s', async (kind, pasted, end) => {
	const { rows: made } = await stage.generate(kinds[kind][0], parametersOf(kind, pasted), {
		settings: continueOn.regular,
	});
	if (typeof end === 'string') {
		expect(failureOf(made[0]).details?.kind).not.toBe('invalidInput');
		expect(pathSent(kind)).toBe(end);
		return;
	}
	const { error, details } = failureOf(made[0]);
	expect(`${error} ${details.nextStep}`).toMatch(end);
	expect(details).toMatchObject({ kind: 'invalidInput', charged: 'no', safeToRetry: true });
	expect(stage.sandbox.tasks()).toEqual([]);
});

test('a refused link is told without its query', async () => {
	const secret = 'https://user:pass@x.example/a.ckpt?token=very-secret';
	const { rows: made } = await stage.generate('fal', parametersOf('fal', secret), {
		settings: continueOn.regular,
	});
	expect(JSON.stringify(made)).not.toMatch(/very-secret|user:pass/);
});

test('a gated repo goes with the token in the one form that takes it', async () => {
	await stage.generate(
		'replicate',
		parametersOf('cog', 'https://huggingface.co/sandbox/by-request-flux'),
		{
			typed: { huggingFaceToken: 'hf_sandboxtoken123' },
		},
	);
	expect(pathSent('cog')).toBe('huggingface.co/sandbox/by-request-flux');
	expect(inputsAt(stage)[0]).toHaveProperty('hf_api_token');
});

test('a name that nobody knows may be private: it goes with the token', async () => {
	const typed = { huggingFaceToken: 'hf_sandboxtoken123' };
	await stage.generate('replicate', parametersOf('cog', 'nobody/knows-this-one'), { typed });
	expect(pathSent('cog')).toBe('huggingface.co/nobody/knows-this-one');
	expect(inputsAt(stage)[0]).toHaveProperty('hf_api_token');
});

test.each([
	[`https://huggingface.co/${frosting}`, `huggingface.co/${frosting}`],
	['https://civitai.com/models/618692/velvet-night', 'https://civitai.com/models/691639'],
	['sandbox/no-such-lora-anywhere', /neither Replicate nor Hugging Face/],
])('Other Weights of a fine-tune, %s → %s', async (weights, end) => {
	const parameters = {
		model: 'fineTune',
		ownModel:
			'sandbox/my-fine-tune:5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5',
		options: { replicate_weights: weights, lora_scale: 0.7 },
	};
	const { rows } = await stage.generate('replicate', parameters, { settings: continueOn.regular });
	if (typeof end === 'string') {
		expect(inputsAt(stage)[0]).toMatchObject({ replicate_weights: end, lora_scale: 0.7 });
		expect(JSON.parse(String(rows[0].loras))).toMatchObject([{ path: end, scale: 0.7 }]);
		return;
	}
	expect(failureOf(rows[0]).error).toMatch(end);
	expect(stage.sandbox.tasks()).toEqual([]);
});

test('the row says what was loaded', async () => {
	const { rows: made } = await stage.generate(
		'replicate',
		parametersOf('cog', 'https://civitai.com/models/618692/velvet-night'),
	);
	expect(JSON.parse(String(made[0].loras))).toEqual([
		{
			...{ path: 'https://civitai.com/models/691639', scale: 1, triggerWords: null },
			page: 'https://civitai.com/models/618692?modelVersionId=691639',
			...{ base: 'Flux.1 D', version: '691639' },
		},
	]);
});

test('with looking up off nothing is asked, and what needs no asking works', async () => {
	await stage.generate(
		'fal',
		parametersOf('fal', `https://huggingface.co/${frosting}/blob/main/${file}`),
		{
			typed: { lookUpLoras: false },
		},
	);
	expect(pathSent('fal')).toBe(link);
	expect(
		stage.sandbox.counters.requests.filter(({ path }) => /^\/(?:huggingface|civitai)\//.test(path)),
	).toEqual([]);
});

const lucatacoVersion =
	'lucataco/flux-dev-lora:091495765fa5ef2725a175a57b276ec30dc9d39c22d30410f2ede68a3eab66b3';
const anyModel = (value: string, input: IDataObject) => ({
	model: 'anyModel',
	anyModel: { __rl: true, mode: 'id', value },
	anyInput: { mappingMode: 'defineBelow', value: { prompt: 'a castle', ...input }, schema: [] },
});

test('Any Model: a page in its list is written as the file', async () => {
	const page = 'https://civitai.com/models/618692?modelVersionId=691639';
	await stage.generate('fal', anyModel('fal-ai/flux-lora', { loras: [{ path: page }] }));
	expect(pathSent('fal')).toBe(download);
});

test.each([
	['fal', anyModel('fal-ai/flux-lora', { loras: [{ path: 'https://x.example/a.ckpt' }] })],
	['replicate', anyModel(lucatacoVersion, { hf_lora: 'owner/na.me' })],
] as const)('Any Model at %s: what cannot be loaded is refused', async (spot, parameters) => {
	const { rows: made } = await stage.generate(spot, parameters, { settings: continueOn.regular });
	expect(failureOf(made[0]).error).toMatch(/^The LoRA .+ cannot be loaded/);
	expect(stage.sandbox.tasks()).toEqual([]);
});
