import type { IncomingHttpHeaders } from 'node:http';

export type SiteName = 'replicate' | 'fal' | 'waveSpeed' | 'gateway';

/** Every listener: the sites, and the foreign host where outputs lie. */
export type HostName = SiteName | 'cdn';

export type Protocol = 'replicate' | 'fal' | 'waveSpeed';

/** What a request is for. A Replicate or WaveSpeed GET of a task is both `status` and `result`. */
export type Step =
	| 'submit'
	| 'status'
	| 'result'
	| 'cancel'
	| 'list'
	| 'upload'
	| 'download'
	| 'stream'
	| 'account'
	| 'other';

export interface Received {
	readonly host: HostName;
	readonly method: string;
	readonly url: URL;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
	/** The body as JSON; undefined when there is none or it is none. */
	readonly json: unknown;
	/** The named groups of the route's pattern. */
	readonly params: Readonly<Record<string, string>>;
	/** Aborted when the caller has gone. */
	readonly gone: AbortSignal;
}

/** Bytes to stream with their length known before. */
export interface Payload {
	readonly length: number;
	readonly chunks: () => Iterable<Buffer>;
}

export interface Reply {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** One of these four is the body. */
	readonly json?: unknown;
	readonly text?: string;
	readonly payload?: Payload;
	readonly events?: AsyncIterable<string>;
	/** The task this answer is about. */
	readonly taskId?: string;
	/** A 429 of the rate limits. */
	readonly refusal?: boolean;
}

export interface Route {
	readonly method: string;
	readonly path: RegExp;
	readonly steps: readonly [Step, ...Step[]];
	/** The named group `id` of the path is a task's id. */
	readonly handle: (received: Received) => Reply | Promise<Reply>;
}

/** What a listener answers with. */
export interface Site {
	readonly name: HostName;
	readonly authorize: (received: Received) => Reply | undefined;
	readonly routes: readonly Route[];
	readonly unknown: (received: Received) => Reply;
	/** The model and the prompt of a submit, for counting and for faults. */
	readonly describe: (received: Received) => { model: string; prompt: string };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
