import type { Schema } from './schema';

/** Words that n8n's labels write in their own way. */
const SPELLED: Readonly<Record<string, string>> = {
	api: 'API',
	bfl: 'BFL',
	cfg: 'CFG',
	civitai: 'CivitAI',
	fps: 'FPS',
	gif: 'GIF',
	hf: 'HF',
	id: 'ID',
	ip: 'IP',
	json: 'JSON',
	lora: 'LoRA',
	loras: 'LoRAs',
	nsfw: 'NSFW',
	svg: 'SVG',
	uri: 'URI',
	uris: 'URIs',
	url: 'URL',
	urls: 'URLs',
	vae: 'VAE',
};

/** What title case leaves small inside a label. */
const SMALL = new Set(
	'a an and as at because but by en for if in neither nor of on only or over per so some than that the to up upon via vs when with without yet'.split(
		' ',
	),
);

function titled(word: string, index: number, all: readonly string[]): string {
	const bare = word.toLowerCase();
	const spelled = SPELLED[bare];
	if (spelled !== undefined) return spelled;
	const inside = index > 0 && index < all.length - 1;
	if (inside && SMALL.has(bare)) return bare;
	return word.replace(/\p{L}/u, (letter) => letter.toUpperCase());
}

/** A label in n8n's title case: the schema's own title, or the wire name where that says no more. */
export function labelOf(name: string, title: unknown): string {
	const said = typeof title === 'string' && title.trim().length > 1 ? title : name;
	const plain = said.length > 60 || /^[A-Z][a-z]*(?:[A-Z][a-z]*)+$/.test(said) ? name : said;
	const words = plain
		.replace(/[_\s]+/g, ' ')
		.trim()
		.split(' ')
		.filter((word) => word !== '');
	return words.length === 0 ? name : words.map(titled).join(' ');
}

/** A choice's label: its wire value in words, `landscape_4_3` as "Landscape 4:3". */
export function choiceLabel(value: string): string {
	const sides = /^(\d+)\*(\d+)$/.exec(value);
	if (sides !== null) return `${sides[1]} × ${sides[2]}`;
	if (!/[a-z]/.test(value) || value.length > 60) return value;
	const words = value
		.replace(/[_\s]+/g, ' ')
		.replace(/\//g, ' / ')
		.trim()
		.split(' ');
	const label = words.map((word, index, all) =>
		word
			.split('-')
			.map((part) => titled(part, index, all))
			.join('-'),
	);
	return label.join(' ').replace(/\b(\d+) (\d+)\b/, '$1:$2');
}

/** Of a description; the form shows less. */
const DESCRIBED = 2000;

/** n8n shows a description as HTML. */
const escaped = (text: string) => text.replace(/</g, '&lt;').replace(/>/g, '&gt;');

const oneLine = (text: string) =>
	text
		.replace(/<\/?(?:a|b|br|code|em|i|li|p|strong|ul)\b[^>]*>/gi, ' ')
		.replace(/\s+/g, ' ')
		.trim();

const spelled = (text: string) =>
	text
		.replace(/\bid\b(?![a-z_=])/gi, 'ID')
		.replace(/\b(?:json|urls?)\b(?![_:/=])/g, (word) => word.toUpperCase().replace(/LS$/, 'Ls'));

/**
 * A description in n8n's style: one sentence without its full stop, several with; what a toggle does
 * begins with Whether.
 */
export function sentenceOf(label: string, { description, type }: Schema): string {
	const said =
		typeof description === 'string'
			? spelled(escaped(oneLine(description.slice(0, DESCRIBED))))
			: '';
	const toggle = [type].flat().includes('boolean');
	const text = said.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
	if (toggle && !/^whether /i.test(text)) {
		const about = `Whether ${label} is on`;
		return text === '' ? about : `${about}. ${text.replace(/[.\s]*$/, '')}.`;
	}
	if (text === '' || text.replace(/[.\s]+$/, '').toLowerCase() === label.toLowerCase()) {
		return `The model's input ${label}`;
	}
	const several = /[.!?]["')]?\s+\S/.test(text.replace(/\b(?:e\.g|i\.e|vs)\./gi, ''));
	return several ? `${text.replace(/[.\s]*$/, '')}.` : text.replace(/[.\s]+$/, '');
}
