import type * as agentsFile from '../../nodes/shared/net/agents';
import type * as rememberedFile from '../../nodes/shared/client/remembered';
import type * as durationsFile from '../../nodes/shared/pace/durations';
import type * as limiterFile from '../../nodes/shared/pace/limiter';
import type * as limitsFile from '../../nodes/shared/limits';
import { startEngine, type LogLine } from '../../sandbox/runner/engine';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/index';
import {
	builtModule,
	runNode,
	type ImageNode,
	type NodeResult,
	type NodeRun,
} from '../engine/harness';
import { credentialAt, named, spots, type SpotName } from '../engine/spots';

type LimitsModule = Pick<typeof limitsFile, 'limits' | 'scaleLimits'>;

/** A model that the sandbox serves at every spot of a node, with as few demands as possible. */
export const plainModel: Readonly<Record<ImageNode, string>> = {
	replicateImage: 'black-forest-labs/flux-schnell',
	falImage: 'fal-ai/flux/schnell',
	waveSpeedImage: 'wavespeed-ai/flux-schnell',
};

/** Its field of the number of pictures. */
export const countField: Readonly<Record<ImageNode, string>> = {
	replicateImage: 'num_outputs',
	falImage: 'num_images',
	waveSpeedImage: 'num_images',
};

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
	credentials(spot: SpotName): ICredentialDataDecryptedObject;
	/** Runs the node of a counter over prompts, through n8n-core's engine. */
	buy(spot: SpotName, buying: Buying): Promise<NodeResult>;
	/** The operations on a task that is known. */
	task(
		spot: SpotName,
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
	builtModule<typeof limiterFile>('nodes/shared/pace/limiter.js').forgetLimiters();
	builtModule<typeof durationsFile>('nodes/shared/pace/durations.js').forgetDurations();
	builtModule<typeof rememberedFile>('nodes/shared/client/remembered.js').forgetAll();
}

async function run(
	sandbox: Sandbox,
	spot: SpotName,
	buying: Buying,
	own: IDataObject,
): Promise<NodeResult> {
	const { prompts, execution = {}, parameters, ...rest } = buying;
	return await runNode({
		items: prompts?.map((prompt) => ({ prompt })),
		credentials: credentialAt(sandbox, spot),
		...rest,
		type: spots[spot].node,
		parameters: { ...own, execution, ...parameters },
	});
}

/** A sandbox and the built package with its limits divided by 100; tasks take 60 ms unless told. */
export async function openShop(options: SandboxOptions = {}, divisor = 100): Promise<Shop> {
	const sandbox = await startSandbox({ draw: false, seconds: () => 0.06, ...options });
	const log: LogLine[] = [];
	const silence = (await startEngine()).listen((line) => log.push(line));
	const shop: Shop = {
		sandbox,
		log,
		credentials: (spot) => credentialAt(sandbox, spot),
		buy: async (spot, buying) =>
			await run(sandbox, spot, buying, {
				operation: 'generate',
				model: plainModel[spots[spot].node],
				prompt: '={{ $json.prompt }}',
			}),
		task: async (spot, operation, taskId, more = {}) =>
			await run(
				sandbox,
				spot,
				{ items: [{}], ...more },
				{ operation, ...named(spot, taskId, plainModel[spots[spot].node]) },
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
	// What is loaded once is loaded here, so that no test measures it.
	await shop.buy('replicate', { prompts: ['warm up'] });
	limitsModule().scaleLimits(divisor, ROOMY);
	shop.reset();
	return shop;
}

/** A busy machine answers slower than a hundredth of a real bound. */
const ROOMY = { connectMs: 3000, submitMs: 4000, callMs: 2500, stopGraceMs: 1000 };

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
