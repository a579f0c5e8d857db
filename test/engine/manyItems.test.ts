import { startSandbox, type Sandbox } from '../../sandbox';
import { sandboxCredentials } from '../../sandbox/demo/credentials';
import { inChild, type ChildResult } from './inChild';

let sandbox: Sandbox;
let results: ChildResult[];
beforeAll(async () => {
	sandbox = await startSandbox({ draw: false, seconds: () => 0.1 });
	results = await inChild({}, ...types.flatMap((type) => [run(type), run(type, 50)]));
}, 60_000);
afterAll(async () => await sandbox.close());

const models = {
	replicateImage: 'black-forest-labs/flux-schnell',
	falImage: 'fal-ai/flux/schnell',
	waveSpeedImage: 'wavespeed-ai/flux-schnell',
} as const;
type Type = keyof typeof models;
const types = Object.keys(models) as Type[];

const count = 100;

function run(type: Type, stop?: number) {
	return {
		type,
		stop,
		items: Array.from({ length: count }, (_, item) => ({ prompt: `item ${item}` })),
		parameters: {
			model: models[type],
			prompt: '={{ $json.prompt }}',
			execution: { itemsAtOnce: count, maxImages: 0 },
		},
		credentials: sandboxCredentials(sandbox.sites, sandbox.cdn.host)[`${type}Api`],
	};
}

test.each(types)(
	'%s: a hundred items side by side, stopped or not, hold no listener that Node warns of',
	(type) => {
		const [whole, stopped] = results.slice(2 * types.indexOf(type));
		expect(whole).toMatchObject({ status: 'success', warnings: [] });
		expect(whole.rows).toHaveLength(count);
		expect(stopped).toMatchObject({ status: 'canceled', warnings: [] });
	},
);
