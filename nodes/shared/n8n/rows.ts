import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Cost } from '../money/cost';
import { besideFields, besideFiles } from './ownFields';
import type { RunOptions } from './parameters';
import type { Fetched } from '../client/picture';
import { fewer, linked, sentence } from './notes';
import { eachText, withoutQuery } from '../redact';
import type { Input } from '../input/schema';
import type { Output, Provider, Task } from '../task';

/** What a row tells beside its picture. */
export interface RowContext {
	readonly provider: Provider;
	readonly task: Task;
	/** Absent where the provider tells no exact one. */
	readonly cost?: Cost;
	/** Absent for Get, which knows only what the provider echoes. */
	readonly input?: Pick<Input, 'prompt' | 'loras' | 'count' | 'remarks' | 'ownWords'>;
	readonly options: RunOptions;
	/** Takes keys, and pieces of them, out of what a server said. */
	readonly redact: (text: string) => string;
	/** The input item. */
	readonly incoming: INodeExecutionData;
	readonly item: number;
}

export interface Picture {
	readonly output: Output;
	/** Absent where nothing was fetched: a tool run, or a task that is not done. */
	readonly fetched?: Fetched<IBinaryData>;
}

const orNull = <T>(value: T | undefined): T | null => value ?? null;

function promptOf({ input, task }: RowContext): string | null {
	if (input !== undefined) return input.prompt;
	const echoed = task.input?.prompt;
	return typeof echoed === 'string' ? echoed : null;
}

/** Fewer pictures than asked, how long a link alone is good for, and what was noticed about the order. */
function noteOf({ input, task, options }: RowContext, linkAlone: boolean): string | null {
	const came = task.outputs.length;
	const short = task.status === 'succeeded' && input !== undefined && came < input.count;
	const said = [
		...(short ? [fewer(came, input.count)] : []),
		...(linkAlone && !options.download ? [linked(task.urlExpiresAt)] : []),
		...Object.values(input?.remarks ?? {}).map(sentence),
	];
	return said.length === 0 ? null : said.join(' ');
}

const KINDS: Readonly<Record<string, string>> = {
	webp: 'image/webp',
	png: 'image/png',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	gif: 'image/gif',
	avif: 'image/avif',
	mp4: 'video/mp4',
};

/** By the end of the link, where no file and no word of the provider tells it. */
function kindByLink(url: string | null): string | undefined {
	if (url === null || !URL.canParse(url)) return undefined;
	return KINDS[/\.([a-z\d]+)$/i.exec(new URL(url).pathname)?.[1].toLowerCase() ?? ''];
}

/** Of this row's images, so that the column can be summed; floating point ends at eight digits. */
function costIn({ cost, task, options }: RowContext, ofPicture: boolean): number | null {
	if (cost === undefined) return null;
	const share = ofPicture && options.output === 'perImage' ? task.outputs.length : 1;
	return Number((cost.amount / share).toFixed(8));
}

/** The columns every row has, in this order; unknown values are null, never missing (design section 6). */
function columns(row: RowContext, picture: Picture | undefined, number: number): IDataObject {
	const { task, provider } = row;
	const { output, fetched } = picture ?? {};
	const loras = row.input?.loras.map(({ path, scale, triggerWords, place: _, ...known }) => ({
		// A query may hold a token.
		path: withoutQuery(path),
		scale,
		triggerWords,
		...known,
	}));
	const url = output === undefined || output.url.startsWith('data:') ? null : output.url;
	return {
		prompt: promptOf(row),
		fileName: orNull(fetched?.stored.fileName),
		imageNumber: picture === undefined ? null : number,
		imageCount: task.outputs.length === 0 ? null : task.outputs.length,
		width: orNull(fetched?.width ?? output?.width),
		height: orNull(fetched?.height ?? output?.height),
		mimeType: orNull(fetched?.mimeType ?? output?.mimeType ?? kindByLink(url)),
		fileSize: orNull(fetched?.bytes),
		seed: orNull(task.seed),
		flagged: orNull(output?.flagged),
		// As text: n8n's tables take no lists.
		loras: loras === undefined ? null : JSON.stringify(loras),
		provider,
		model: task.model,
		taskId: task.id,
		status: task.status,
		url,
		urlExpiresAt: url === null ? null : orNull(task.urlExpiresAt),
		secondsQueued: orNull(task.secondsQueued),
		secondsRunning: orNull(task.secondsRunning),
		cost: costIn(row, picture !== undefined),
		currency: orNull(row.cost?.currency),
		note: noteOf(row, url !== null && fetched === undefined),
	};
}

function jsonOf(row: RowContext, own: IDataObject): IDataObject {
	const { options, incoming, task } = row;
	const remarks = row.input?.remarks ?? {};
	const answer = eachText(task.details, row.redact) as IDataObject;
	const billing = row.cost === undefined ? {} : { billing: { ...row.cost } };
	// Simplified, a row holds texts, numbers and booleans alone, as n8n's tables take them.
	const details = { ...answer, ...billing, ...remarks };
	const json = { ...own, ...(options.simplify ? {} : { details }) };
	return options.includeOtherInputFields ? besideFields(incoming, json) : json;
}

/** A row with its files; the item's own come along with its other fields. */
function withFiles(row: RowContext, json: IDataObject, own: Record<string, IBinaryData>) {
	const { options, incoming, item } = row;
	const binary = options.includeOtherInputFields ? besideFiles(incoming, own) : own;
	const pairedItem = { item };
	return Object.keys(binary).length === 0 ? { json, pairedItem } : { json, binary, pairedItem };
}

/** One row a picture, or one a task with `data`, `data_1`, … by option. Without pictures: one row of facts. */
export function rowsOf(row: RowContext, pictures: readonly Picture[]): INodeExecutionData[] {
	const { options } = row;
	if (pictures.length === 0) return [withFiles(row, jsonOf(row, columns(row, undefined, 0)), {})];
	if (options.output === 'perImage') {
		return pictures.map((picture) => {
			const number = row.task.outputs.indexOf(picture.output) + 1;
			const json = jsonOf(row, columns(row, picture, number));
			const file = picture.fetched && { [options.binaryPropertyName]: picture.fetched.stored };
			return withFiles(row, json, file ?? {});
		});
	}
	const each = pictures.map((picture) =>
		columns(row, picture, row.task.outputs.indexOf(picture.output) + 1),
	);
	const images = each.map(
		({ fileName, imageNumber, width, height, mimeType, fileSize, flagged, url, urlExpiresAt }) => {
			return {
				fileName,
				imageNumber,
				width,
				height,
				mimeType,
				fileSize,
				flagged,
				url,
				urlExpiresAt,
			};
		},
	);
	const json = jsonOf(row, { ...each[0], images: JSON.stringify(images) });
	const files = pictures.flatMap(({ fetched }) => (fetched === undefined ? [] : [fetched.stored]));
	const field = options.binaryPropertyName;
	const named = files.map((file, index) => [index === 0 ? field : `${field}_${index}`, file]);
	return [withFiles(row, json, Object.fromEntries(named) as Record<string, IBinaryData>)];
}
