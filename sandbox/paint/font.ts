import { readFileSync } from 'node:fs';
import { parse, type Font, type Glyph } from 'opentype.js';

export type Weight = 400 | 600;

const subsets = ['latin', 'latin-ext', 'cyrillic', 'greek'] as const;

// Parsed once per process and weight: a fresh machine has no fonts, so Inter comes from npm.
const parsed = new Map<Weight, readonly Font[]>();

function fonts(weight: Weight): readonly Font[] {
	const known = parsed.get(weight);
	if (known !== undefined) return known;
	const loaded = subsets.map((subset) => {
		const file = require.resolve(`@fontsource/inter/files/inter-${subset}-${weight}-normal.woff`);
		const bytes = readFileSync(file);
		return parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
	});
	parsed.set(weight, loaded);
	return loaded;
}

interface Found {
	readonly font: Font;
	readonly glyph: Glyph;
}

/** Undefined for a character that Inter has not: a box is drawn for it. */
function find(character: string, weight: Weight): Found | undefined {
	const font = fonts(weight).find((candidate) => candidate.charToGlyphIndex(character) > 0);
	return font && { font, glyph: font.charToGlyph(character) };
}

function advance(found: Found | undefined, size: number): number {
	if (found === undefined) return size * 0.95;
	return ((found.glyph.advanceWidth ?? 0) / found.font.unitsPerEm) * size;
}

export function widthOf(text: string, size: number, weight: Weight): number {
	return [...text].reduce((sum, character) => sum + advance(find(character, weight), size), 0);
}

/**
 * A line as SVG path data. Glyph by glyph: opentype.js cannot read Inter's substitution tables,
 * which its own layout of whole lines would apply.
 */
export function outline(text: string, x: number, y: number, size: number, weight: Weight): string {
	let at = x;
	let data = '';
	for (const character of text) {
		const found = find(character, weight);
		data += found === undefined ? box(at, y, size) : found.glyph.getPath(at, y, size).toPathData(1);
		at += advance(found, size);
	}
	return data;
}

function box(x: number, y: number, size: number): string {
	const [w, h, line] = [size * 0.75, size * 0.78, size * 0.07];
	const outer = `M${x + size * 0.1} ${y}v${-h}h${w}v${h}Z`;
	return `${outer}m${line} ${-line}h${w - 2 * line}v${-(h - 2 * line)}h${-(w - 2 * line)}Z`;
}
