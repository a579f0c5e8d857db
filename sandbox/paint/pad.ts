import { crc32 } from 'node:zlib';
import type { Payload } from '../types';
import type { PictureFormat } from './picture';

interface Padding {
	/** Where in the picture it goes. */
	readonly at: number;
	/** Sent `times` times. */
	readonly block: Buffer;
	readonly times: number;
	/** Before the first block. */
	readonly head?: Buffer;
}

const blockBytes = 64 * 1024;
const zeros = Buffer.alloc(blockBytes);

/** An ancillary chunk that every PNG reader skips. */
const pngChunk = ((): Buffer => {
	const body = Buffer.concat([Buffer.from('paDd'), zeros]);
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(zeros.length);
	sum.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, sum]);
})();

/** A comment segment of JPEG. */
const jpegSegment = Buffer.concat([
	Buffer.from([0xff, 0xfe, 0xff, 0xff]),
	Buffer.alloc(0xffff - 2),
]);

function paddingFor(picture: Buffer, format: PictureFormat, missing: number): Padding {
	const fill = (at: number, block: Buffer): Padding => ({
		at,
		block,
		times: Math.ceil(missing / block.length),
	});
	if (format === 'jpeg') return fill(2, jpegSegment);
	if (format === 'png') return fill(picture.length - 12, pngChunk);
	const zerosAtEnd = fill(picture.length, zeros);
	if (format !== 'webp') return zerosAtEnd;
	const head = Buffer.alloc(8, 'PADD');
	head.writeUInt32LE(zerosAtEnd.times * blockBytes, 4);
	return { ...zerosAtEnd, head };
}

/** Grows a picture to at least `bytes` without holding them; it stays a valid picture. */
export function padded(picture: Buffer, format: PictureFormat, bytes: number): Payload {
	if (bytes <= picture.length) return { length: picture.length, chunks: () => [picture] };
	const {
		at,
		block,
		times,
		head = Buffer.alloc(0),
	} = paddingFor(picture, format, bytes - picture.length);
	const more = head.length + block.length * times;
	const start = Buffer.from(picture.subarray(0, at));
	// RIFF announces the length of all that follows.
	if (format === 'webp') start.writeUInt32LE(picture.length + more - 8, 4);
	return {
		length: picture.length + more,
		*chunks() {
			yield start;
			yield head;
			for (let i = 0; i < times; i++) yield block;
			yield picture.subarray(at);
		},
	};
}
