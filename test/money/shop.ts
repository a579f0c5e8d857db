import type * as agentsFile from '../../nodes/shared/net/agents';
import type * as durationsFile from '../../nodes/shared/client/durations';
import type * as limiterFile from '../../nodes/shared/client/limiter';
import type * as limitsFile from '../../nodes/shared/limits';
import { startEngine, type LogLine } from '../../sandbox/runner/engine';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import {
	startSandbox,
	type Sandbox,
	type SandboxOptions,
	type SiteName,
} from '../../sandbox/index';
import {
	builtModule,
	runNode,
	type ImageNode,
	type NodeResult,
	type NodeRun,
} from '../engine/harness';

type LimitsModule = Pick<typeof limitsFile, 'limits' | 'scaleLimits'>;

/** Where a task is bought: a provider's own protocol, or a gateway that speaks it. */
export type Counter = 'replicate' | 'fal' | 'waveSpeed' | 'gatewayReplicate' | 'gatewayFal';

interface CounterFacts {
	readonly type: ImageNode;
	readonly site: SiteName;
	readonly apiType: 'official' | 'gateway';
	/** A model that the sandbox serves there, with as few demands as possible. */
	readonly model: string;
	/** Field of the number of pictures, where the model has one. */
	readonly count?: string;
}

export const counters: Readonly<Record<Counter, CounterFacts>> = {
	replicate: {
		type: 'replicateImage',
		site: 'replicate',
		apiType: 'official',
		model: 'black-forest-labs/flux-schnell',
		count: 'num_outputs',
	},
	fal: {
		type: 'falImage',
		site: 'fal',
		apiType: 'official',
		model: 'fal-ai/flux/schnell',
		count: 'num_images',
	},
	waveSpeed: {
		type: 'waveSpeedImage',
		site: 'waveSpeed',
		apiType: 'official',
		model: 'wavespeed-ai/flux-schnell',
		count: 'num_images',
	},
	gatewayReplicate: {
		type: 'replicateImage',
		site: 'gateway',
		apiType: 'gateway',
		model: 'black-forest-labs/flux-schnell',
		count: 'num_outputs',
	},
	gatewayFal: {
		type: 'falImage',
		site: 'gateway',
		apiType: 'gateway',
		model: 'fal-ai/flux/schnell',
		count: 'num_images',
	},
};

export const allCounters = Object.keys(counters) as readonly Counter[];

export interface Buying extends Omit<NodeRun, 'type' | 'credentials' | 'items'> {
	readonly prompts?: readonly string[];
	readonly items?: NodeRun['items'];
	/** The collection "Options". */
	readonly execution?: IDataObject;
	readonly credentials?: ICredentialDataDecryptedObject;
}

export interface Shop {
	readonly sandbox: Sandbox;
	/** n8n's log since the last reset, beyond the end of executions. */
	readonly log: readonly LogLine[];
	/** Empties sandbox and log, and forgets what the process learned. */
	reset(): void;
	credentials(counter: Counter): ICredentialDataDecryptedObject;
	/** Runs the node of a counter over prompts, through n8n-core's engine. */
	buy(counter: Counter, buying: Buying): Promise<NodeResult>;
	/** The operations on a task that is known. */
	task(
		counter: Counter,
		operation: 'get' | 'cancel',
		taskId: string,
		more?: Buying,
	): Promise<NodeResult>;
	close(): Promise<void>;
}

export const limitsModule = () => builtModule<LimitsModule>('nodes/shared/limits.js');
export const agentsModule = () => builtModule<typeof agentsFile>('nodes/shared/net/agents.js');

/** Forgets what the process learned, so that no test sees another's. */
export function forget(): void {
	builtModule<typeof limiterFile>('nodes/shared/client/limiter.js').forgetLimiters();
	builtModule<typeof durationsFile>('nodes/shared/client/durations.js').forgetDurations();
}

/** A sandbox and the built package with its limits divided by 100; tasks take 60 ms unless told. */
export async function openShop(options: SandboxOptions = {}, divisor = 100): Promise<Shop> {
	const sandbox = await startSandbox({ draw: false, seconds: () => 0.06, ...options });
	const log: LogLine[] = [];
	const silence = (await startEngine()).listen((line) => log.push(line));
	const credentials: Shop['credentials'] = (counter) => {
		const { site, apiType } = counters[counter];
		const { baseUrl, key } = sandbox.sites[site];
		return {
			apiKey: key,
			useGateway: true,
			baseUrl,
			apiType,
			allowedDownloadHosts: sandbox.cdn.host,
		};
	};
	const run = async (counter: Counter, buying: Buying, own: IDataObject) => {
		const { prompts, execution = {}, parameters, ...rest } = buying;
		return await runNode({
			items: prompts?.map((prompt) => ({ prompt })),
			credentials: credentials(counter),
			...rest,
			type: counters[counter].type,
			parameters: { ...own, execution, ...parameters },
		});
	};
	const shop: Shop = {
		sandbox,
		log,
		credentials,
		buy: async (counter, buying) => {
			const { model } = counters[counter];
			return await run(counter, buying, {
				operation: 'generate',
				model,
				prompt: '={{ $json.prompt }}',
			});
		},
		task: async (counter, operation, taskId, more = {}) =>
			await run(
				counter,
				{ items: [{}], ...more },
				{
					operation,
					taskId,
					...(counters[counter].type === 'falImage' && { taskModel: counters[counter].model }),
				},
			),
		close: async () => {
			await agentsModule().closeProcessAgents();
			await sandbox.close();
			silence();
			limitsModule().scaleLimits();
		},
		reset: () => {
			sandbox.reset();
			sandbox.setLimits({});
			log.length = 0;
			forget();
		},
	};
	await warmUp(shop);
	limitsModule().scaleLimits(divisor, ROOMY);
	shop.reset();
	return shop;
}

/** Loads what is loaded once, so that no test measures it. */
async function warmUp(shop: Shop): Promise<void> {
	await shop.buy('replicate', { prompts: ['warm up'] });
}

/** A busy machine answers slower than a hundredth of a real bound. */
const ROOMY = { connectMs: 3000, submitMs: 4000, callMs: 2500 };

/** Tasks made for a prompt. */
export const bought = (shop: Shop, ...prompts: readonly string[]) =>
	prompts.map((prompt) => shop.sandbox.counters.accepted(prompt));

/** All tasks made. */
export const allBought = (shop: Shop) =>
	shop.sandbox.counters.submits.filter(({ accepted }) => accepted).length;

/** The facts of a failed row. */
export function detailsOf(row: IDataObject | undefined) {
	return (row?.details ?? {}) as {
		readonly kind?: string;
		readonly charged?: string;
		readonly safeToRetry?: boolean;
		readonly nextStep?: string;
		readonly taskId?: string | null;
		readonly status?: string | null;
	};
}
