import sharp from 'sharp';
import type { World } from './world';

/** The bytes of a start image that is at hand: a data URI, bare base64 or a file uploaded here. */
function bytesOf(world: World, text: string): Buffer | undefined {
	const inline = /^data:[^,]*;base64,(.*)$/s.exec(text)?.[1];
	if (inline !== undefined) return Buffer.from(inline, 'base64');
	const id = /\/files\/([^/?]+)/.exec(text)?.[1];
	return world.files.get(id ?? '')?.bytes;
}

export type StartImage =
	| { readonly width: number; readonly height: number }
	/** Somewhere else: nothing is fetched. */
	| 'elsewhere'
	| 'broken';

export async function startImage(world: World, text: unknown): Promise<StartImage | undefined> {
	if (typeof text !== 'string' || text === '') return undefined;
	const bytes = bytesOf(world, text);
	if (bytes === undefined) return /^https?:\/\//.test(text) ? 'elsewhere' : 'broken';
	const { width, height } = await sharp(bytes)
		.metadata()
		.catch(() => ({ width: 0, height: 0 }));
	return width > 0 && height > 0 ? { width, height } : 'broken';
}

/** About one megapixel with the ratio of the start image, in steps of 16. */
export function sizeLike({ width, height }: { width: number; height: number }): [number, number] {
	const scale = Math.sqrt((1024 * 1024) / (width * height));
	const round = (side: number): number => Math.max(64, Math.round((side * scale) / 16) * 16);
	return [round(width), round(height)];
}
