import { resolve } from 'node:path';
import { runWorkflow, startWorkflow, type WorkflowJson } from '../../../sandbox/runner/run';
import type { Account } from '../server';
import type { Provider } from './peers';

const root = resolve(__dirname, '../../..');
/** The built package's own module, the instance that its nodes use. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const built = (path: string) => require(resolve(root, 'dist/nodes/shared', path));

export const forget = (): void => built('pace/durations.js').forgetDurations();
export const forgetLimits = (): void => built('pace/limiter.js').forgetLimiters();
/** Without a place for streams fal's tasks are asked about, as beyond the bound. */
export const streams = (count: number | undefined): void =>
	built('limits.js').scaleLimits(1, count === undefined ? {} : { streams: count });

function workflowOf(provider: Provider, model: string): WorkflowJson {
	const type = `${provider}Image`;
	const node = { typeVersion: 1, position: [0, 0] as [number, number] };
	const images = { node: 'Images', type: 'main' as const, index: 0 };
	return {
		name: 'bench',
		nodes: [
			{ ...node, id: '1', name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
			{
				...node,
				id: '2',
				name: 'Images',
				type: `n8n-nodes-flux-lora.${type}`,
				parameters: { operation: 'generate', model, prompt: '={{ $json.prompt }}' },
				credentials: { [`${type}Api`]: { id: null, name: `${type}Api` } },
			},
		],
		connections: { Start: { main: [[images]] } },
	};
}

function optionsOf(provider: Provider, account: Account, prompts: readonly string[]) {
	const { key, baseUrl, downloads } = account;
	const credential = {
		apiKey: key,
		useGateway: true,
		baseUrl,
		apiType: 'official',
		allowedDownloadHosts: downloads,
	};
	return {
		binaryMode: 'filesystem' as const,
		credentials: { [`${provider}ImageApi`]: credential },
		items: prompts.map((prompt) => ({ json: { prompt } })),
	};
}

/** One execution with an item per prompt; resolves when n8n has the rows and the pictures lie in its store. */
export async function run(
	provider: Provider,
	model: string,
	account: Account,
	prompts: readonly string[],
): Promise<number> {
	const done = await runWorkflow(
		workflowOf(provider, model),
		optionsOf(provider, account, prompts),
	);
	const rows = done.outputs('Images')[0] ?? [];
	const stored = rows.filter(({ binary }) => binary?.data?.id?.startsWith('filesystem')).length;
	const { error } = done.run.data.resultData;
	if (stored < prompts.length) {
		throw new Error(
			`${stored} of ${prompts.length} stored: ${error?.message} ${error?.description}`,
		);
	}
	return stored;
}

/** From the stop until the engine had the node's return, in milliseconds. */
export async function stop(
	provider: Provider,
	model: string,
	account: Account,
	prompts: readonly string[],
	afterMs: number,
): Promise<number> {
	const running = await startWorkflow(
		workflowOf(provider, model),
		optionsOf(provider, account, prompts),
	);
	await new Promise((done) => setTimeout(done, afterMs));
	const at = performance.now();
	running.cancel();
	await running.finished;
	return performance.now() - at;
}
