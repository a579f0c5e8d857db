import { createHash } from 'node:crypto';

import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

import { placeImage } from '../client/client';
import type { InputImages } from '../input/parts';
import { fileOf, type BinaryImage, type Reader } from './binaryImage';
import { openable } from './imageAddress';
import { readableFile } from './imageFile';
import type { ImageSource } from '../input/imageSources';
import { invalidInput, type Problem } from '../problem';
import { objectOf, textOf } from '../wire/answer';
import type { Input } from '../input/schema';
import type { Session } from '../client/session';

/** One field's pictures, before they are sent anywhere: URLs as they are. */
export interface StartImages {
	readonly name: string;
	readonly label: string;
	readonly many: boolean;
	readonly sources: ReadonlyArray<string | BinaryImage>;
}

type Files = Readonly<Record<string, IBinaryData>>;

/** The item's binary fields; with the workflow setting binaryMode "combined" they lie in its json (n8n.md 4). */
export function filesOf({ json, binary }: INodeExecutionData): Files {
	return { ...(objectOf(json._files) as Files), ...binary };
}

/** As n8n's form and other nodes write a label: "Your photo" becomes `Your_photo`, several `Your_photo_0`. */
const plain = (name: string) =>
	name
		.replace(/^\$?(?:binary|json\._files|_files)\./, '')
		.replace(/\W/g, '_')
		.toLowerCase();

function fieldNamed(files: Files, said: string): string | undefined {
	const names = Object.keys(files);
	if (said in files) return said;
	const fits = names.filter((name) => plain(name) === plain(said));
	const first = fits.length > 0 ? fits : names.filter((name) => plain(name) === `${plain(said)}_0`);
	return first.length === 1 ? first[0] : undefined;
}

/** The one file of which all that is said is true. Throws a `Problem` where that are several. */
function fieldLike(label: string, files: Files, described: Readonly<Record<string, unknown>>) {
	const said = Object.entries(described);
	const fits = Object.entries(files).filter(([, file]) =>
		said.every(([key, value]) => objectOf(file)[key] === value),
	);
	if (new Set(fits.map(([, { id, data }]) => id ?? data)).size <= 1) return fits[0]?.[0];
	throw invalidInput(
		`${label}: ${fits.map(([name]) => `"${name}"`).join(' and ')} look alike, and which one is meant is not said`,
		`Give the name of the field, such as ${fits[0][0]}. Nothing was sent to the provider.`,
	);
}

function noField(label: string, said: string, files: Files): Problem {
	const names = Object.keys(files).map((name) => `"${name}"`);
	const has = names.length === 0 ? 'it has none at all' : `it has ${names.join(', ')}`;
	if (/^(?:www\.|\/\/)?[\w-]+(?:\.[\w-]+)+\/\S*$|^[a-z][a-z0-9+.-]*:\/\//i.test(said)) {
		return invalidInput(
			`${label}: "${said.slice(0, 120)}" is no address that a provider can open`,
			'Give an address that begins with https://, or read the file with a node before this one. Nothing was sent to the provider.',
		);
	}
	return invalidInput(
		`${label}: this item has no binary field "${said.slice(0, 120)}"; ${has}`,
		"Enter a URL, or the name of a binary field. A file of an earlier node is given by an expression such as {{ $('Form').item.binary.photo }}.",
	);
}

/** `data:image/png;base64,…`, or base64 alone. */
const DATA_URI = /^data:([^,]*),/i;
const BASE64 = /^[A-Za-z0-9+/_-]{99}[A-Za-z0-9+/=_-]+$/;

async function fromText(wanted: InputImages, text: string): Promise<string | BinaryImage> {
	const found = DATA_URI.exec(text);
	const said = found?.[1] ?? ';base64';
	const body = text.slice(found?.[0].length ?? 0).replace(/\s/g, '');
	const bytes = /;base64$/i.test(said) ? Buffer.from(body, 'base64') : Buffer.from(body, 'latin1');
	const mimeType = said.split(';')[0].toLowerCase();
	const where = found === null ? 'the base64 text' : 'the data URI';
	const file = await readableFile(wanted, where, { fileName: 'image', mimeType, bytes });
	if (found !== null && file.mimeType === mimeType) return text;
	return { digest: createHash('sha256').update(bytes).digest('hex'), read: async () => file };
}

async function readSource(
	reader: Reader,
	item: number,
	wanted: InputImages,
	source: ImageSource,
): Promise<string | BinaryImage> {
	const { context, session } = reader;
	const files = filesOf(context.getInputData()[item]);
	const { label } = wanted;
	if (typeof source !== 'string' && 'binary' in source) {
		return await fileOf(reader, item, wanted, source.binary as never, 'the binary given');
	}
	const described = typeof source === 'string' ? { fileName: source } : source.described;
	const said = typeof source === 'string' ? source : textOf(described.fileName);
	const named = typeof source === 'string' ? fieldNamed(files, said) : undefined;
	const field = named ?? fieldLike(label, files, described);
	if (field !== undefined) {
		return await fileOf(reader, item, wanted, files[field], `the binary field "${field}"`);
	}
	if (/^https?:\/\//i.test(said)) return openable(label, said, session.place.official);
	if (DATA_URI.test(said) || BASE64.test(said.replace(/\s/g, ''))) {
		return await fromText(wanted, said);
	}
	throw noField(label, said, files);
}

/** Looks at every picture and holds no file of the item. Throws a `Problem` that names the field. */
export async function lookAtStartImages(
	reader: Reader,
	item: number,
	input: Input,
): Promise<readonly StartImages[]> {
	return await Promise.all(
		input.images.map(async (wanted) => ({
			name: wanted.name,
			label: wanted.label,
			many: wanted.many,
			sources: await Promise.all(
				wanted.sources.map(async (source) => await readSource(reader, item, wanted, source)),
			),
		})),
	);
}

/** What an item orders, as one value: the same for the same account, fields and picture bytes. */
export function orderHash(owner: string, input: Input, images: readonly StartImages[]): string {
	const hash = createHash('sha256').update(JSON.stringify([owner, input.target, input.wire]));
	for (const { name, sources } of images) {
		hash.update(name);
		for (const source of sources) hash.update(typeof source === 'string' ? source : source.digest);
	}
	return hash.digest('hex');
}

/** The wire input with every picture where the provider can read it. Throws a `Problem`. */
export async function withStartImages(
	session: Session,
	wire: Readonly<Record<string, unknown>>,
	images: readonly StartImages[],
	signal: AbortSignal,
): Promise<Record<string, unknown>> {
	const placed = await Promise.all(
		images.map(async ({ name, label, sources, many }) => {
			const urls = await Promise.all(
				sources.map(async (source) =>
					typeof source === 'string'
						? source
						: await placeImage(session, await source.read(), label, signal),
				),
			);
			return [name, many ? urls : urls[0]] as const;
		}),
	);
	return { ...wire, ...Object.fromEntries(placed) };
}
