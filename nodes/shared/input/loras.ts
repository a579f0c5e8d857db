import { locatorValue } from './locator';
import type { LoraSpelling, LorasField } from '../model';
import { invalidInput } from '../problem';
import { checked, decimal, isSet, text, wrong } from './values';

export interface Lora {
	readonly path: string;
	readonly scale: number;
	readonly triggerWords: string | null;
	/** Where it stands on the wire, and how that place is read; absent where nobody knows. */
	readonly place?: {
		readonly name: string;
		readonly index?: number;
		readonly spelling: LoraSpelling;
	};
	/** What is known of it after it was looked up. */
	readonly page?: string;
	readonly base?: string;
	readonly version?: string;
	readonly file?: string;
}

type Raw = Readonly<Record<string, unknown>>;

/** An expression in place of the rows becomes one empty row for each of its characters (n8n.md 7). */
const EXPRESSION_ROWS = 6;

/** Undefined when there is no path: such rows are skipped. */
function loraOf({ label, strength }: LorasField, at: string, row: Raw): Lora | undefined {
	const given = locatorValue(row.path);
	const path = isSet(given) ? String(checked(`${label}${at}`, text, given)).trim() : '';
	if (path === '') return undefined;
	const words = isSet(row.triggerWords)
		? String(checked(`Trigger Words${at}`, text, row.triggerWords)).trim()
		: '';
	const scale = isSet(row.scale)
		? checked(`Strength${at}`, decimal(strength), row.scale)
		: strength.default;
	return { path, scale: scale as number, triggerWords: words === '' ? null : words };
}

function parsedList(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	const text = value.trim();
	if (text === '') return [];
	if (!/^[[{"]/.test(text)) return text;
	try {
		return JSON.parse(text);
	} catch (error) {
		throw invalidInput(
			`LoRAs (JSON) is no valid JSON: ${(error as Error).message}`,
			'Write a list such as [{"path": "owner/name", "scale": 1}].',
		);
	}
}

const KEYS = ['path', 'scale', 'triggerWords'];

function fromJson(value: unknown): Raw[] {
	const list = [isSet(value) ? parsedList(value) : []].flat(1) as readonly unknown[];
	const says = 'a name, or a list of names or of objects with path, scale and triggerWords';
	return list.map((entry: unknown) => {
		if (typeof entry === 'string') return { path: entry };
		const isObject = typeof entry === 'object' && entry !== null && !Array.isArray(entry);
		if (!isObject) throw wrong('LoRAs (JSON)', says, entry);
		const foreign = Object.keys(entry).find((key) => !KEYS.includes(key));
		if (foreign === undefined) return entry as Raw;
		throw invalidInput(
			`LoRAs (JSON) has an unknown key "${foreign}"`,
			'An entry has path, scale and triggerWords, and nothing else.',
		);
	});
}

function fromRows(value: unknown): Raw[] {
	const rows = isSet(value) ? ((value as { row?: unknown }).row ?? []) : [];
	const list = Array.isArray(rows) ? (rows as Raw[]) : [];
	const blank = list.every(({ path }) => (locatorValue(path) ?? '') === '');
	if (!Array.isArray(rows) || (blank && list.length >= EXPRESSION_ROWS)) {
		throw invalidInput(
			'LoRAs has rows without a path, as if an expression stood in place of the rows',
			'Set Specify LoRAs to Using JSON to give the whole list by an expression.',
		);
	}
	return list;
}

function rowsOf(field: LorasField, raw: Raw): Raw[] {
	if (field.wire.shape !== 'single') {
		return raw.lorasMode === 'json' ? fromJson(raw.lorasJson) : fromRows(raw.loras);
	}
	const words = field.level === 'first' ? raw.triggerWords : raw.extraTriggerWords;
	return [{ path: raw[field.name], scale: raw[field.wire.scale], triggerWords: words }];
}

/** The LoRAs of one field, those without a path left out. Throws a `Problem`. */
export function lorasOf(field: LorasField, raw: Raw): Lora[] {
	const rows = rowsOf(field, raw);
	const loras = rows
		.map((row, index) => loraOf(field, rows.length > 1 ? ` (LoRA ${index + 1})` : '', row))
		.filter((lora) => lora !== undefined)
		.map((lora, index): Lora => {
			const { name, spelling, wire } = field;
			return { ...lora, place: { name, spelling, ...(wire.shape === 'single' ? {} : { index }) } };
		});
	const max = field.wire.shape === 'single' ? 1 : field.wire.max;
	if (max === undefined || loras.length <= max) return loras;
	throw invalidInput(
		`${field.label} must be at most ${max}; there are ${loras.length}`,
		`Remove ${loras.length - max} of them. Nothing was sent to the provider.`,
	);
}

/** As this field's model wants them; no LoRA sends nothing, the strength neither. */
export function lorasWire({ name, wire }: LorasField, loras: readonly Lora[]): Raw {
	if (loras.length === 0) return {};
	const paths = loras.map(({ path }) => path);
	const scales = loras.map(({ scale }) => scale);
	switch (wire.shape) {
		case 'single':
			return { [name]: paths[0], [wire.scale]: scales[0] };
		case 'arrays':
			return { [name]: paths, [wire.scale]: scales };
		case 'list':
			return { [name]: loras.map(({ path, scale }) => ({ path, scale })) };
	}
}
