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
	/** What ran, where the provider tells it beside the model: for finding a lost submit. */
	readonly version?: string;
	readonly deployment?: string;
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
