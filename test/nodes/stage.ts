import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import type * as Limits from '../../nodes/shared/limits';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import {
	builtModule,
	closeConnections,
	runNode,
	type ImageNode,
	type NodeResult,
	type NodeRun,
} from '../engine/harness';
import { credentialAt, spots, type SpotName } from '../engine/spots';

/** A model of each node that its gateway lists too. */
export const usualModel: Readonly<Record<ImageNode, string>> = {
	replicateImage: 'black-forest-labs/flux-dev',
	falImage: 'fal-ai/flux-lora',
	waveSpeedImage: 'wavespeed-ai/flux-dev-lora',
};

export type More = Omit<NodeRun, 'type' | 'parameters' | 'credentials'> & {
	/** Changes the credential as a person typed it. */
	readonly typed?: ICredentialDataDecryptedObject;
};

export interface Stage {
	readonly sandbox: Sandbox;
	close(): Promise<void>;
	credential(
		spot: SpotName,
		typed?: ICredentialDataDecryptedObject,
	): ICredentialDataDecryptedObject;
	run(spot: SpotName, parameters: IDataObject, more?: More): Promise<NodeResult>;
	/** Generate with the usual model unless another one is given. */
	generate(spot: SpotName, parameters: IDataObject, more?: More): Promise<NodeResult>;
}

/** A sandbox whose tasks take a moment, and the nodes with their waiting made short. */
export async function openStage(options: SandboxOptions = {}): Promise<Stage> {
	const limits = builtModule<typeof Limits>('nodes/shared/limits');
	limits.scaleLimits(50, {
		admissionMs: 1_500,
		downloadMs: 5_000,
		// A list that answers late on a busy machine would be told in the row.
		lookUpMs: 10_000,
		baseCheckMs: 2_000,
		loraMs: 3_000,
	});
	const sandbox = await startSandbox({ draw: false, seconds: () => 0.03, ...options });
	const credential: Stage['credential'] = (spot, typed) => credentialAt(sandbox, spot, typed);
	const run: Stage['run'] = async (name, parameters, { typed, ...more } = {}) =>
		await runNode({
			type: spots[name].node,
			parameters,
			credentials: credential(name, typed),
			...more,
		});
	const generate: Stage['generate'] = async (name, parameters, more) =>
		await run(
			name,
			{ model: usualModel[spots[name].node], prompt: 'a castle', ...parameters },
			more,
		);
	const close: Stage['close'] = async () => {
		limits.scaleLimits();
		await closeConnections();
		await sandbox.close();
	};
	return { sandbox, close, credential, run, generate };
}

/** The input of each submit that a sandbox took, in order. */
export const inputsAt = ({ sandbox }: Stage) => sandbox.tasks().map(({ input }) => input);

export const submitsAt = ({ sandbox }: Stage) => sandbox.counters.count('submit');

export const continueOn = {
	regular: { onError: 'continueRegularOutput' },
	error: { onError: 'continueErrorOutput' },
} as const;

interface Facts extends IDataObject {
	readonly kind: string;
	readonly charged: string;
	readonly safeToRetry: boolean;
	readonly nextStep: string;
	readonly taskId: string | null;
}

/** A failed row, as a user reads it. */
export function failureOf(row: IDataObject | undefined): { error: string; details: Facts } {
	if (row === undefined) throw new Error('There is no failed row');
	return row as unknown as { error: string; details: Facts };
}
