import { constantPicture, draw, type PictureSpec } from './paint/picture';
import { padded } from './paint/pad';
import type { Payload } from './types';
import type { World } from './world';

export async function payloadOf(world: World, spec: PictureSpec): Promise<Payload> {
	const picture = world.draw ? await draw(spec) : await constantPicture(spec);
	return padded(picture, spec.format, world.pictureBytes);
}

/** In memory, where an answer carries it as base64. */
export async function pictureOf(world: World, spec: PictureSpec): Promise<Buffer> {
	return Buffer.concat([...(await payloadOf(world, spec)).chunks()]);
}
