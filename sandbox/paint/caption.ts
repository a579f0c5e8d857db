import { outline, widthOf, type Weight } from './font';
import { linear, n, type Canvas } from './shapes';

export interface CaptionText {
	readonly prompt: string;
	/** Model, seed and size. */
	readonly facts: string;
	readonly lora?: string;
}

/** Breaks at spaces, and inside a word that is wider than a line; cut after `lines` with an ellipsis. */
export function wrap(text: string, width: number, size: number, weight: Weight, lines: number) {
	const out: string[] = [];
	let line = '';
	for (const word of text.split(/\s+/).flatMap((part) => pieces(part, width, size, weight))) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (line !== '' && widthOf(longer, size, weight) > width) {
			out.push(line);
			line = word;
		} else {
			line = longer;
		}
	}
	if (line !== '') out.push(line);
	return out.length <= lines ? out : [...out.slice(0, lines - 1), `${out[lines - 1] ?? ''} …`];
}

function pieces(word: string, width: number, size: number, weight: Weight): string[] {
	const out: string[] = [];
	let piece = '';
	for (const character of word) {
		if (piece !== '' && widthOf(piece + character, size, weight) > width) {
			out.push(piece);
			piece = '';
		}
		piece += character;
	}
	return piece === '' ? out : [...out, piece];
}

/** The prompt over a shade at the foot of the picture, and below it what made it. */
export function caption({ prompt, facts, lora }: CaptionText, { width, height }: Canvas): string {
	const unit = Math.min(width, height);
	const margin = unit * 0.055;
	const room = width - margin * 2;
	const size = prompt.length > 140 ? unit * 0.031 : unit * 0.04;
	const small = unit * 0.021;
	const lines = wrap(prompt, room, size, 600, 5);
	const notes = [...(lora === undefined ? [] : [lora]), facts].flatMap((note) =>
		wrap(note, room, small, 400, 2),
	);
	const tall = lines.length * size * 1.32 + notes.length * small * 1.6 + margin * 1.9;
	const top = height - tall;
	const text = lines.map((line, i) =>
		outline(line, margin, top + margin + size + i * size * 1.32, size, 600),
	);
	const first = top + margin + lines.length * size * 1.32 + small * 1.9;
	const foot = notes.map((note, i) => outline(note, margin, first + i * small * 1.6, small, 400));
	const shade = tall + unit * 0.14;
	return [
		`<defs>${linear('shade', ['#000000" stop-opacity="0', '#05060c" stop-opacity="0.62', '#05060c" stop-opacity="0.82'])}</defs>`,
		`<rect y="${n(height - shade)}" width="${n(width)}" height="${n(shade)}" fill="url(#shade)"/>`,
		`<path d="${text.join('')}" fill="#ffffff"/>`,
		`<path d="${foot.join('')}" fill="#ffffff" fill-opacity="0.78"/>`,
	].join('');
}
