import type { Field, LorasField, Model } from '../../nodes/shared/model';
import { nodes } from './nodes';

const begin = '<!-- models -->';
const end = '<!-- /models -->';

function bounds({ min, max }: { readonly min?: number; readonly max?: number }): string {
	return min === undefined || max === undefined ? '' : `${min} to ${max}`;
}

/** A field as one phrase: its label, its range, and in brackets what the provider takes when it is not set. */
function phrase(field: Field): string {
	const { label } = field;
	switch (field.kind) {
		case 'integer':
		case 'decimal': {
			const range = bounds(field);
			return `${label}${range === '' ? '' : ` ${range}`} (${field.default})`;
		}
		case 'toggle':
			return `${label} (${field.default ? 'on' : 'off'})`;
		case 'choice': {
			const values = field.choices.map(({ value }) => value);
			return `${label} ${values.join(', ')} (${field.default})`;
		}
		default:
			return label;
	}
}

const isLoras = (field: Field): field is LorasField => field.kind === 'loras';

function lorasCell({ fields }: Model): string {
	const found = fields.filter(isLoras);
	if (found.length === 0)
		return fields.some(({ kind }) => kind === 'json') ? 'in the input' : 'none';
	const many = found.map(({ wire, label }) =>
		wire.shape === 'single'
			? `1 (${label})`
			: wire.max === undefined
				? 'any number'
				: `up to ${wire.max}`,
	);
	const [{ strength }] = found;
	const range = bounds(strength);
	const scale = range === '' ? `${strength.default}` : `${range} (${strength.default})`;
	return `${found.length > 1 ? found.length : many[0].replace(/ \(LoRA\)$/, '')}; strength ${scale}`;
}

function countCell({ fields }: Model): string {
	const count = fields.find((field) => field.kind === 'integer' && field.role === 'count');
	if (count === undefined) return fields.some(({ kind }) => kind === 'json') ? 'in the input' : '1';
	return bounds(count as { min?: number; max?: number });
}

function row(model: Model): string {
	const { id, name, docs, summary, fields, endpoint } = model;
	const rare = fields.filter(({ level, kind }) => level !== 'first' && kind !== 'loras');
	const what = [`[${name}](${docs})`, ...(endpoint === undefined ? [] : [`\`${id}\``])].join(
		'<br>',
	);
	const cells = [what, summary, lorasCell(model), countCell(model), rare.map(phrase).join(' · ')];
	return `| ${cells.join(' | ')} |`;
}

/** The page's tables of models, one per node. */
export function modelTables(): string {
	const tables = nodes.map(({ node, models }) =>
		[
			`## ${node.description.displayName}`,
			'',
			'| Model | What it is for | LoRAs | Images | Image Options |',
			'| --- | --- | --- | --- | --- |',
			...models.map(row),
		].join('\n'),
	);
	return tables.join('\n\n');
}

/** docs/models.md with its tables made anew; it must have the two markers. */
export function withTables(page: string): string {
	const [before, rest = ''] = page.split(begin);
	const [, after] = rest.split(end);
	if (after === undefined) throw new Error(`docs/models.md lacks ${begin} and ${end}`);
	const quiet = ['<!-- prettier-ignore-start -->', '<!-- prettier-ignore-end -->'];
	const tables = [begin, quiet[0], '', modelTables(), '', quiet[1], end].join('\n');
	return `${before}${tables}${after}`;
}
