import type { HostName, SiteName, Step } from './types';

export interface SubmitRecord {
	readonly site: SiteName;
	readonly model: string;
	readonly prompt: string;
	readonly at: number;
	readonly taskId?: string;
	/** A task was made: it costs money, whatever the caller got to see. */
	readonly accepted: boolean;
	/** The HTTP status meant for the caller. */
	readonly status: number;
}

export interface RequestRecord {
	readonly host: HostName;
	readonly step: Step;
	readonly method: string;
	readonly path: string;
	readonly at: number;
	readonly taskId?: string;
}

export interface RemovalRecord {
	readonly site: SiteName;
	readonly taskId: string;
	readonly at: number;
	/** The task was over already: with WaveSpeed's delete its pictures are lost. */
	readonly finished: boolean;
}

/** Everything the sandbox has received, for counting. */
export interface Counters {
	readonly requests: readonly RequestRecord[];
	readonly submits: readonly SubmitRecord[];
	/** How many tasks were made for a prompt. */
	readonly accepted: (prompt: string) => number;
	/** How many requests of a step came, at one host or at all. */
	readonly count: (step: Step, host?: HostName) => number;
	readonly cancels: readonly RemovalRecord[];
	readonly deletes: readonly RemovalRecord[];
	/** `127.0.0.1:port` (or the Host header, where it differs) -> keys seen there in a header, the URL or a body. */
	readonly keysAt: Readonly<Record<string, ReadonlySet<string>>>;
	/** Answers of 429 by the rate limits, per site. */
	readonly refusals: Readonly<Partial<Record<HostName, number>>>;
	/** Input keys that a model does not know and a provider ignores in silence. */
	readonly ignoredInputs: readonly { readonly model: string; readonly keys: readonly string[] }[];
	/** Connections opened, per host. */
	readonly connections: Readonly<Partial<Record<HostName, number>>>;
}

export interface Ledger {
	readonly counters: Counters;
	readonly request: (record: RequestRecord) => void;
	readonly submit: (record: SubmitRecord) => void;
	readonly cancel: (record: RemovalRecord) => void;
	readonly remove: (record: RemovalRecord) => void;
	readonly ignored: (model: string, keys: readonly string[]) => void;
	readonly refusal: (host: HostName) => void;
	readonly connection: (host: HostName) => void;
	readonly key: (address: string, key: string) => void;
	readonly reset: () => void;
}

const emptied = () => ({
	requests: [] as RequestRecord[],
	submits: [] as SubmitRecord[],
	cancels: [] as RemovalRecord[],
	deletes: [] as RemovalRecord[],
	keysAt: {} as Record<string, Set<string>>,
	refusals: {} as Partial<Record<HostName, number>>,
	ignoredInputs: [] as { model: string; keys: readonly string[] }[],
	connections: {} as Partial<Record<HostName, number>>,
});

export function createLedger(): Ledger {
	const counters = {
		...emptied(),
		accepted: (prompt: string): number =>
			counters.submits.filter((submit) => submit.accepted && submit.prompt === prompt).length,
		count: (step: Step, host?: HostName): number =>
			counters.requests.filter(
				(request) => request.step === step && (host === undefined || request.host === host),
			).length,
	};
	const up = (of: Partial<Record<HostName, number>>, host: HostName): void => {
		of[host] = (of[host] ?? 0) + 1;
	};
	return {
		counters,
		request: (record) => counters.requests.push(record),
		submit: (record) => counters.submits.push(record),
		cancel: (record) => counters.cancels.push(record),
		remove: (record) => counters.deletes.push(record),
		ignored: (model, keys) => {
			if (keys.length > 0) counters.ignoredInputs.push({ model, keys });
		},
		refusal: (host) => up(counters.refusals, host),
		connection: (host) => up(counters.connections, host),
		key: (address, key) => (counters.keysAt[address] ??= new Set()).add(key),
		reset: () => Object.assign(counters, emptied()),
	};
}

/** The counters as plain JSON. */
export function printable(counters: Counters): unknown {
	const keysAt = Object.entries(counters.keysAt).map(([host, keys]) => [host, [...keys]]);
	const perPrompt: Record<string, number> = {};
	for (const { accepted, prompt } of counters.submits) {
		if (accepted) perPrompt[prompt] = (perPrompt[prompt] ?? 0) + 1;
	}
	const { accepted: _accepted, count: _count, ...data } = counters;
	return { ...data, keysAt: Object.fromEntries(keysAt), acceptedPerPrompt: perPrompt };
}
