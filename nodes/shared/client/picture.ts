import { Readable } from 'node:stream';

import type { Clock } from '../clock';
import { openDataUri, openUrl, type Closed, type Opened, type Source } from '../net/download';
import { enterDownload, type Whose } from '../net/downloadGate';
import { fileKind, otherKind } from './fileKind';
import { limits } from '../limits';
import { pauseBefore } from '../pace/retry';
import type { Output } from '../task';
import { imageSize } from '../vendor';

/** What the first bytes say. */
export interface PictureType {
	readonly mimeType: string;
	readonly extension: string;
	readonly width?: number;
	readonly height?: number;
}

/** Puts a stream somewhere. It may be called again, from the start, for the same picture. */
export type Sink<T> = (stream: Readable, type: PictureType) => Promise<T>;

export interface Fetched<T> extends PictureType {
	readonly stored: T;
	readonly bytes: number;
}

/** Enough for the size in a JPEG behind a colour profile. */
const HEAD_BYTES = 64 * 1024;

async function typeOf(
	head: Buffer,
	url: string,
	contentType?: string,
): Promise<PictureType | Closed> {
	const found = (await fileKind(head)) ?? otherKind(head, url, contentType);
	if (found === undefined || found.mime === 'application/xml') {
		// A server may call anything an image; then its type tells nothing.
		const told = found?.mime ?? (contentType?.startsWith('image/') ? undefined : contentType);
		const type = told === undefined || told === '' ? '' : `${told}, `;
		const start = head
			.subarray(0, 60)
			.toString('latin1')
			.replace(/[^\x20-\x7e]+/g, ' ')
			.trim();
		const reason = start === '' ? 'the file is empty' : `${type}beginning with "${start}"`;
		return { kind: 'notAPicture', reason, again: true };
	}
	const type = { mimeType: found.mime, extension: found.ext };
	try {
		const { width, height } = imageSize(head);
		return { ...type, width, height };
	} catch {
		// A video, or a header longer than what was read: the size stays unknown.
		return type;
	}
}

/** One answer being read: counted, capped, and given up after a silence. */
interface Reading {
	bytes: number;
	closed?: Closed;
	readonly chunks: AsyncGenerator<Buffer>;
}

function read(
	opened: Opened,
	maxBytes: number,
	signal: AbortSignal,
	onBytes: (bytes: number) => void,
): Reading {
	const { downloadIdleMs } = limits();
	const close = (kind: Closed['kind'], reason: string, again: boolean) => {
		reading.closed ??= { kind, reason, again };
		return new Error(reason);
	};
	const source = opened.stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
	const next = async () => {
		const silence = setTimeout(() => {
			opened.stream.destroy(close('downloadFailed', 'no byte came for too long', true));
		}, downloadIdleMs);
		try {
			return await source.next();
		} catch {
			if (signal.aborted) throw close('stopped', 'stopped or out of time', false);
			throw close('downloadFailed', 'the connection broke in the middle', true);
		} finally {
			clearTimeout(silence);
		}
	};
	async function* chunks(): AsyncGenerator<Buffer> {
		try {
			for (let item = await next(); item.done !== true; item = await next()) {
				reading.bytes += item.value.length;
				onBytes(item.value.length);
				if (reading.bytes > maxBytes) throw close('tooLarge', tooLarge(maxBytes), false);
				yield item.value;
			}
			const { announcedBytes = reading.bytes } = opened;
			if (reading.bytes !== announcedBytes) {
				throw close('downloadFailed', `${reading.bytes} of ${announcedBytes} bytes came`, true);
			}
		} finally {
			opened.stream.destroy();
		}
	}
	const reading: Reading = { bytes: 0, chunks: chunks() };
	return reading;
}

const tooLarge = (maxBytes: number) =>
	`the file is larger than ${Number((maxBytes / 1024 / 1024).toFixed(3))} MB, the Maximum File Size`;

async function* withHead(head: readonly Buffer[], rest: AsyncGenerator<Buffer>) {
	yield* head;
	yield* rest;
}

function whoseIs({ url }: Output, { endpoint }: Source): Whose {
	const host = URL.canParse(url) ? new URL(url).host : '';
	return { host, credential: `${endpoint.baseUrl.host} ${endpoint.authorization}` };
}

async function once<T>(
	output: Output,
	source: Source,
	maxBytes: number,
	sink: Sink<T>,
	signal: AbortSignal,
): Promise<Fetched<T> | Closed> {
	const place = await enterDownload(whoseIs(output, source), signal);
	let reading: Reading | undefined;
	try {
		const opened = output.url.startsWith('data:')
			? openDataUri(output.url)
			: await openUrl(output.url, source, signal);
		if (!('stream' in opened)) return opened;
		opened.stream.on('error', () => {});
		reading = read(opened, maxBytes, signal, (bytes) => place.progress(bytes));
		if ((opened.announcedBytes ?? 0) > maxBytes) {
			opened.stream.destroy();
			return { kind: 'tooLarge', reason: tooLarge(maxBytes), again: false };
		}
		await place.announce(opened.announcedBytes, 16 * 1024 * 1024, signal);
		const head: Buffer[] = [];
		for (let size = 0; size < HEAD_BYTES; size += head.at(-1)?.length ?? 0) {
			const { value, done } = await reading.chunks.next();
			if (done === true) break;
			head.push(value);
		}
		const type = await typeOf(Buffer.concat(head), output.url, opened.contentType);
		if ('kind' in type) return type;
		const stream = Readable.from(withHead(head, reading.chunks), { objectMode: false });
		const stored = await sink(stream, type);
		return { ...type, stored, bytes: reading.bytes };
	} catch (error) {
		const reason = `n8n could not store it (${error instanceof Error ? error.message : 'no reason'})`;
		return reading?.closed ?? { kind: 'downloadFailed', reason, again: false };
	} finally {
		await reading?.chunks.return(undefined);
		place.leave();
	}
}

/**
 * Fetches one picture into `sink`: streamed, capped at `maxBytes`, sniffed, from the start again after a
 * break or a silence; a file that is not there yet is asked for until `lateUntil`. Returns why not when it
 * cannot be had or stored; never throws.
 */
export async function fetchPicture<T>(
	output: Output,
	source: Source,
	maxBytes: number,
	sink: Sink<T>,
	clock: Clock,
	signal: AbortSignal,
	lateUntil = 0,
): Promise<Fetched<T> | Closed> {
	const end = new AbortController();
	const timer = setTimeout(() => end.abort(), limits().downloadMs);
	const bound = AbortSignal.any([signal, end.signal]);
	try {
		for (let attempt = 1; ; attempt++) {
			const result = await once(output, source, maxBytes, sink, bound);
			if (!('again' in result) || !result.again) return result;
			const late = result.gone === true && clock.now() < lateUntil;
			if ((attempt >= limits().downloadTries && !late) || bound.aborted) return result;
			const pause = pauseBefore(attempt, result.retryAfterMs, limits(), Math.random());
			await clock.sleep(pause, bound);
		}
	} finally {
		clearTimeout(timer);
	}
}
