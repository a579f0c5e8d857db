import sharp, { type Sharp } from 'sharp';
import { caption } from './caption';
import { mp4 } from './mp4';
import { paletteOf } from './palette';
import { randomOf } from './random';
import { ornament } from './ornament';
import { sceneFor } from './scenes';
import type { Canvas } from './shapes';

export type PictureFormat = 'webp' | 'jpeg' | 'png' | 'avif' | 'gif' | 'mp4';

export interface PictureSpec {
	readonly prompt: string;
	readonly model: string;
	readonly seed: number;
	readonly loras: readonly { readonly path: string; readonly scale: number }[];
	readonly width: number;
	readonly height: number;
	readonly format: PictureFormat;
	readonly quality: number;
	/** What fal returns for a flagged picture. */
	readonly black?: boolean;
}

export const mimeTypes: Readonly<Record<PictureFormat, string>> = {
	webp: 'image/webp',
	jpeg: 'image/jpeg',
	png: 'image/png',
	avif: 'image/avif',
	gif: 'image/gif',
	mp4: 'video/mp4',
};

function encode(image: Sharp, { format, quality }: PictureSpec): Promise<Buffer> {
	if (format === 'jpeg') return image.jpeg({ quality: Math.max(1, quality) }).toBuffer();
	if (format === 'webp') return image.webp({ quality: Math.max(1, quality), effort: 0 }).toBuffer();
	if (format === 'png') return image.png({ compressionLevel: 3 }).toBuffer();
	if (format === 'avif') return image.avif({ quality, effort: 0 }).toBuffer();
	return image.gif({ effort: 1 }).toBuffer();
}

/** The design's own units: the shorter side is 1000, so that any size looks alike. */
function canvasOf({ width, height }: PictureSpec): Canvas {
	const scale = 1000 / Math.min(width, height);
	return { width: width * scale, height: height * scale };
}

/** Beyond this side the drawing is enlarged: drawing 14142 pixels a side takes a minute. */
const drawnSide = 2400;

function drawnSize({ width, height }: PictureSpec): readonly [number, number] {
	const scale = Math.min(1, drawnSide / Math.max(width, height));
	return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

export function drawing(spec: PictureSpec): string {
	const [wide, high] = drawnSize(spec);
	const canvas = canvasOf(spec);
	const random = randomOf(`${spec.prompt}|${spec.seed}|${spec.model}`);
	const palette = paletteOf(random);
	const { width, height } = canvas;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">`,
		sceneFor(spec.prompt, random)(random, canvas, palette),
		...spec.loras.map((lora) => ornament(lora, canvas)),
		caption(
			{
				prompt: spec.prompt,
				facts: `${spec.model}  ·  seed ${spec.seed}  ·  ${spec.width} × ${spec.height}`,
				lora:
					spec.loras.length === 0
						? undefined
						: spec.loras
								.map(({ path, scale }) => `LoRA ${path} × ${Number(scale.toFixed(3))}`)
								.join('  +  '),
			},
			canvas,
		),
		'</svg>',
	].join('');
}

/** The drawing in pixels first: enlarging it line by line would draw it anew for each strip. */
async function painted(spec: PictureSpec): Promise<Sharp> {
	const { width, height } = spec;
	const image = sharp(Buffer.from(drawing(spec))).flatten();
	if (width <= drawnSide && height <= drawnSide) return image;
	const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
	const raw = { width: info.width, height: info.height, channels: info.channels };
	return sharp(data, { raw }).resize(width, height, { fit: 'fill', kernel: 'linear' });
}

/** The same bytes for the same input. */
export async function draw(spec: PictureSpec): Promise<Buffer> {
	if (spec.format === 'mp4') return mp4;
	const { width, height } = spec;
	const image =
		spec.black === true
			? sharp({ create: { width, height, channels: 3, background: '#000000' } })
			: await painted(spec);
	return await encode(image, spec);
}

// One tiny picture per format and process, for tests that are about something else.
const tiny = new Map<PictureFormat, Promise<Buffer>>();

/** 8 × 8 pixels, whatever was asked for. */
export function constantPicture(spec: PictureSpec): Promise<Buffer> {
	const known = tiny.get(spec.format);
	if (known !== undefined) return known;
	const made = draw({ ...spec, width: 8, height: 8, quality: 80, black: true });
	tiny.set(spec.format, made);
	return made;
}
