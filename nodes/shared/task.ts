/** The vocabulary of a paid task, shared by adapters and client. Imports nothing. */

export type Provider = 'replicate' | 'fal' | 'wavespeed';

/** Whether the real API answers at the base URL (a company's proxy in front of it included) or a reseller's gateway. */
export type ApiType = 'official' | 'gateway';

export type TaskStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled';

/** Plain JSON: can be stored in a workflow, resumed later, typed by hand. */
export interface TaskRef {
	/** The model's endpoint on the wire; fal needs it to find the task again. */
	readonly model: string;
	readonly id: string;
}

export interface Output {
	/** An http(s) URL or a `data:` URI; adapters turn bare base64 into a `data:` URI. */
	readonly url: string;
	readonly mimeType?: string;
	readonly width?: number;
	readonly height?: number;
	/** The provider's safety checker marked this picture. */
	readonly flagged?: boolean;
}

/** What something costs, as the provider itself says it. */
export interface Price {
	readonly amount: number;
	/** ISO 4217. */
	readonly currency: string;
}

/** What one unit of a model's work costs. */
export interface Tariff extends Price {
	/** The provider's word, such as "megapixels". */
	readonly unit: string;
}

export interface Task extends TaskRef {
	readonly status: TaskStatus;
	readonly outputs: readonly Output[];
	/** The provider's own words when the task failed or was canceled. */
	readonly reason?: string;
	/** It failed because the provider's safety rules refused it. */
	readonly refused?: boolean;
	/** It succeeded, but the provider has deleted its outputs since. */
	readonly expired?: boolean;
	/** The status says "done" and the outputs lie behind `ProviderAdapter.result`. */
	readonly resultPending?: boolean;
	/** Between 0 and 1. */
	readonly progress?: number;
	/** Seconds the provider expects this task still to run. */
	readonly secondsLeft?: number;
	readonly queuePosition?: number;
	readonly seed?: number;
	/** ISO 8601, by the provider's clock. */
	readonly createdAt?: string;
	readonly secondsQueued?: number;
	readonly secondsRunning?: number;
	/** In the unit of the model's `Tariff`. */
	readonly unitsBilled?: number;
	/** ISO 8601; when the provider is known to delete the outputs. */
	readonly urlExpiresAt?: string;
	/** The model input as the provider echoes it, for finding a lost submit. */
	readonly input?: Readonly<Record<string, unknown>>;
	/** Allow-listed parts of the provider's answer, without base64, logs or secrets. */
	readonly details: Readonly<Record<string, unknown>>;
}

/** What to run: a model's endpoint and, where the provider has versions, which one. */
export interface Target {
	readonly endpoint: string;
	/** As the user spelled it: `owner/name:hash` or a bare hash. */
	readonly version?: string;
}

export interface UploadFile {
	readonly fileName: string;
	readonly mimeType: string;
	readonly bytes: Uint8Array;
}

/** What a call is for: reading (status, result, list, account) is free and can be repeated. */
export type Call =
	'submit' | 'status' | 'result' | 'list' | 'account' | 'cancel' | 'upload' | 'download';

/** A request below the credential's base URL. It names a service and a path, never a host. */
export interface ApiRequest {
	readonly service: 'api' | 'storage' | 'account';
	/** `QUERY` is how Replicate's models are searched (providers.md 1.8). */
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'QUERY';
	/** Starts with a slash and is appended to the service's base. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
	readonly headers?: Readonly<Record<string, string>>;
	/** Sent as JSON. */
	readonly body?: unknown;
	/** Sent as plain text, instead of `body`. */
	readonly text?: string;
	/** Sent as multipart/form-data under this field name, instead of `body`. */
	readonly file?: { readonly field: string; readonly content: UploadFile };
}

/** An HTTP answer whose body was read to its end and parsed as JSON. */
export interface Answer {
	readonly type: 'answer';
	readonly status: number;
	/** Lower-case names. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: unknown;
}

/** Every other way a request can end; none of these is ever thrown. */
export type Failure =
	/** No byte can have reached the server: DNS, refused, TLS, connect timeout. */
	| { readonly type: 'unsent'; readonly reason: string }
	/** The address may not be opened; nothing was sent. */
	| { readonly type: 'blocked'; readonly reason: string }
	/** Reset, closed or timed out after the request may have arrived. */
	| { readonly type: 'lost'; readonly reason: string }
	/** The caller's signal fired; the request may have arrived. */
	| { readonly type: 'aborted' }
	/** An answer whose body is no JSON. `text` holds its first characters. */
	| {
			readonly type: 'unreadable';
			readonly status: number;
			readonly headers: Readonly<Record<string, string>>;
			readonly what: 'html' | 'empty' | 'text' | 'too large';
			readonly text: string;
	  }
	/** A 3xx; API calls follow none. `location` is origin and path, without its query. */
	| { readonly type: 'redirect'; readonly status: number; readonly location: string };

export type Reply = Answer | Failure;

/** What an adapter reads out of an answer that is not 2xx, or is a 2xx that carries an error. */
export interface ApiError {
	/** The provider's own words, without HTML, at most a few hundred characters. */
	readonly message: string;
	readonly meaning?:
		| 'stillRunning'
		| 'modelUnavailable'
		| 'noCredit'
		| 'refused'
		| 'invalidInput'
		| 'badKey'
		/** The task itself ended in failure (fal answers a failed job's result GET with the model's own error). */
		| 'taskFailed';
	/** Names of input fields the provider complains about, with its words. */
	readonly fields?: ReadonlyArray<{ readonly name: string; readonly message: string }>;
	/** The server's own word on when to come back, read from the body (headers are read by retry.ts). */
	readonly retryAfterMs?: number;
	/** The status that counts, where the body names another than HTTP does (WaveSpeed's `code` inside a 200). */
	readonly status?: number;
}

export interface SubmitOptions {
	/** Ask the provider to give the task up after this time, where it can (Replicate, fal's start). */
	readonly cancelAfterSeconds?: number;
}

/** Where an upload's bytes go (a PUT without a key, when there is a second step) and the URL the model is given. */
export interface UploadTicket {
	readonly url: string;
	readonly put?: { readonly url: string; readonly headers: Readonly<Record<string, string>> };
}

/**
 * One provider's wire protocol as pure functions: no I/O, no n8n, no undici.
 * An adapter is made per API type (official or gateway), since gateways lack some paths.
 * Every parse function throws a `Problem` (kind `badAnswer`) for JSON it cannot use, and nothing else.
 */
export interface ProviderAdapter {
	readonly provider: Provider;
	/** The provider's name as users write it. */
	readonly title: string;
	/** Value of the Authorization header. */
	authorization(apiKey: string): string;
	submit(
		target: Target,
		input: Readonly<Record<string, unknown>>,
		options: SubmitOptions,
	): ApiRequest;
	status(ref: TaskRef): ApiRequest;
	/** Present where the status answer carries no outputs (fal's queue). */
	result?(ref: TaskRef): ApiRequest;
	/** Server-sent status events (fal's queue). */
	stream?(ref: TaskRef): ApiRequest;
	/** Milliseconds of waiting that one more question is worth, where it is more than usual (polling.ts). */
	readonly questionMs?: number;
	cancel(ref: TaskRef): ApiRequest;
	/** Where "cancel" deletes (WaveSpeed): the statuses of its own in which one may be sent. */
	readonly cancelDeletes?: readonly string[];
	/** Tasks created since then, for finding a lost submit. */
	list?(since: Date): ApiRequest;
	/** A free call that needs a valid key; absent where there is none. */
	account?(): ApiRequest;
	upload?(file: UploadFile): ApiRequest;
	/** The exact price of one run, asked without running it (WaveSpeed). Free. */
	price?(target: Target, input: Readonly<Record<string, unknown>>): ApiRequest;
	/** What a model's unit costs, where results tell the units billed (fal). Free. */
	tariff?(model: string): ApiRequest;
	/** Reads submit, status, result and stream answers alike. `ref` fills what an answer leaves out. */
	parseTask(answer: Pick<Answer, 'body' | 'headers'>, ref?: TaskRef): Task;
	parseList?(body: unknown): readonly Task[];
	parseUpload?(body: unknown, file: UploadFile): UploadTicket;
	parsePrice?(body: unknown): Price;
	parseTariff?(body: unknown, model: string): Tariff;
	/**
	 * Undefined when the answer carries no error. Called for every answer, 2xx included (WaveSpeed's `code`);
	 * a task that failed (fal's COMPLETED with `error`) is no error but a task. Only with `call` can a job's own
	 * failure be told from a server's (fal's result GET): without it the meaning is never `taskFailed`.
	 */
	parseError(
		answer: Pick<Answer, 'status' | 'headers' | 'body'>,
		call?: Call,
	): ApiError | undefined;
}
