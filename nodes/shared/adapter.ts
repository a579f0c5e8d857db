import type {
	Answer,
	ApiError,
	ApiRequest,
	Call,
	Price,
	Provider,
	Target,
	Tariff,
	Task,
	TaskRef,
	UploadFile,
} from './task';

export interface SubmitOptions {
	/** Ask the provider to give the task up after this time, where it can (Replicate, fal's start). */
	readonly cancelAfterSeconds?: number;
	/** Called when the task is done, where `ProviderAdapter.callsBack`. */
	readonly webhook?: string;
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
	/** Takes an address to call when a task is done; no gateway is known to (providers.md 4). */
	readonly callsBack?: boolean;
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
