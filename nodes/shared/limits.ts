/** Every duration (milliseconds unless named otherwise) and every bound of the package. */
export interface Limits {
	readonly connectMs: number;
	/** From the last byte of a submit to its answer's headers; nothing holds a submit open on purpose. */
	readonly submitMs: number;
	/** The same for every other API call. */
	readonly callMs: number;
	/** One look-up in a public list. */
	readonly lookUpMs: number;
	/** How long an order waits for what its LoRAs' cards say. */
	readonly baseCheckMs: number;
	/** The same where a LoRA cannot be named to the provider without it. */
	readonly loraMs: number;
	/** How long a finished row waits for its price. */
	readonly costMs: number;
	/** How long what a list or a schema said is believed. */
	readonly rememberMs: number;
	/** The same after it could not be had. */
	readonly rememberFailureMs: number;
	/** An upload of a start image. */
	readonly uploadMs: number;
	/** Without a byte on a download, before it starts again. */
	readonly downloadIdleMs: number;
	/** One download, all tries together. */
	readonly downloadMs: number;
	readonly downloadTries: number;
	/** How long a fresh file that is not there yet is asked for: stores lag behind. */
	readonly lateFileMs: number;
	/** Tries of an API call that is safe to repeat, outside a task's waiting. */
	readonly callTries: number;
	readonly submitTries: number;
	/** First pause between tries; it doubles up to `pauseMaxMs`, with jitter. */
	readonly pauseMs: number;
	readonly pauseMaxMs: number;
	/** The longest pause a server may ask for. */
	readonly hintMaxMs: number;
	/** Waiting for a slot or a rate limit, before a submit. */
	readonly admissionMs: number;
	/** How long a stopped execution's submit may still bring its id, so that it can be cancelled. */
	readonly stopGraceMs: number;
	/** A clear no about a paid task must have been said over such a time to be believed. */
	readonly doubtMs: number;
	/** A lost submit is looked for at these times. */
	readonly searchMs: readonly number[];
	readonly pollMinMs: number;
	readonly pollMaxMs: number;
	/** A submit never uses a connection idle for longer. */
	readonly submitIdleMs: number;
	readonly jsonBytes: number;
	readonly redirects: number;
	readonly outputs: number;
	/** Downloads at once in this process, slow ones apart. */
	readonly downloads: number;
	/** The same of one host, and of one credential. */
	readonly downloadsOfOne: number;
	/** How long a download may bring hardly anything before it gives its place to others. */
	readonly downloadSlowMs: number;
	/** Bytes that the downloads of this process may hold, as announced. */
	readonly downloadBytes: number;
	/** A picture sent inside the request as a data URI, before it must be uploaded. */
	readonly inlineBytes: number;
	readonly uploadBytes: number;
	/** Streams (server-sent events) at once in this process. */
	readonly streams: number;
}

const MB = 1024 * 1024;

const defaults: Limits = {
	connectMs: 10_000,
	submitMs: 60_000,
	callMs: 30_000,
	lookUpMs: 15_000,
	baseCheckMs: 1_000,
	loraMs: 10_000,
	costMs: 2_000,
	rememberMs: 3_600_000,
	rememberFailureMs: 30_000,
	uploadMs: 120_000,
	downloadIdleMs: 60_000,
	downloadMs: 600_000,
	downloadTries: 4,
	lateFileMs: 30_000,
	callTries: 5,
	submitTries: 6,
	pauseMs: 500,
	pauseMaxMs: 15_000,
	hintMaxMs: 120_000,
	admissionMs: 3_600_000,
	stopGraceMs: 10_000,
	doubtMs: 5_000,
	searchMs: [1_000, 3_000, 10_000],
	pollMinMs: 100,
	pollMaxMs: 10_000,
	submitIdleMs: 1_000,
	jsonBytes: 32 * MB,
	redirects: 5,
	outputs: 64,
	downloads: 256,
	downloadsOfOne: 64,
	downloadSlowMs: 5_000,
	downloadBytes: 512 * MB,
	inlineBytes: 256 * 1024,
	uploadBytes: 100 * MB,
	streams: 32,
};

let current = defaults;

/** The bound of an answer that may carry this many pictures as base64. */
export function answerBytes(pictures: number, pictureBytes: number): number {
	return Math.max(current.jsonBytes, Math.ceil((pictures * pictureBytes * 4) / 3));
}

/** The limits in force in this process. */
export function limits(): Limits {
	return current;
}

/**
 * The one entry through which tests make the shells' limits smaller: every `…Ms` divided by
 * `divisor`, and whatever `changes` names. Owner: the process; without arguments it restores the defaults.
 */
export function scaleLimits(divisor = 1, changes: Partial<Limits> = {}): Limits {
	const scaled = Object.entries(defaults).map(([name, value]: [string, number | number[]]) => [
		name,
		!name.endsWith('Ms')
			? value
			: Array.isArray(value)
				? value.map((ms) => ms / divisor)
				: value / divisor,
	]);
	current = { ...(Object.fromEntries(scaled) as Limits), ...changes };
	return current;
}
