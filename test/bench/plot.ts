import type { Sample } from './measures/added';
import { median, quantile } from './statistics';

export interface Series {
	readonly name: string;
	readonly samples: readonly Sample[];
}

const WIDTH = 760;
const LEFT = 250;
const RIGHT = 90;
const ROW = 34;
const TOP = 64;

/** Colours of its own ground, so that it reads in a light and in a dark README. */
const COLOURS = {
	ground: '#ffffff',
	text: '#1f2328',
	faint: '#d0d7de',
	ours: '#6d4aff',
	peer: '#8c959f',
};

const escaped = (text: string) =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function label(x: number, y: number, text: string, style = ''): string {
	return `<text x="${x.toFixed(1)}" y="${y}" ${style}>${escaped(text)}</text>`;
}

/** A row: a line from the 5th to the 95th of a hundred, a box of the middle half, a bar at the median. */
function rowOf({ name, samples }: Series, at: number, x: (ms: number) => number): string {
	const added = samples.map(({ addedMs }) => addedMs);
	const part = (value: number) => x(quantile(added, value));
	const colour = name.includes('this node') ? COLOURS.ours : COLOURS.peer;
	const y = TOP + at * ROW + ROW / 2;
	const width = Math.max(1, part(0.75) - part(0.25));
	return [
		label(LEFT - 12, y + 4, name, 'text-anchor="end"'),
		`<line x1="${part(0.05).toFixed(1)}" x2="${part(0.95).toFixed(1)}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="2"/>`,
		`<rect x="${part(0.25).toFixed(1)}" y="${y - 8}" width="${width.toFixed(1)}" height="16" rx="3" fill="${colour}"/>`,
		`<line x1="${part(0.5).toFixed(1)}" x2="${part(0.5).toFixed(1)}" y1="${y - 8}" y2="${y + 8}" stroke="${COLOURS.ground}" stroke-width="2"/>`,
		label(part(0.95) + 8, y + 4, `${Math.round(median(added))} ms`),
	].join('\n');
}

function axis(most: number, bottom: number, x: (ms: number) => number): string {
	const step = most > 500 ? 200 : 100;
	const marks = Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step);
	return marks
		.map((mark) => {
			const at = x(mark).toFixed(1);
			return `<line x1="${at}" x2="${at}" y1="${TOP - 6}" y2="${bottom}" stroke="${COLOURS.faint}"/>
${label(x(mark), bottom + 18, `${mark} ms`, 'text-anchor="middle"')}`;
		})
		.join('\n');
}

/** Added time by client as an SVG. */
export function plot(series: readonly Series[], machine: string): string {
	const all = series.map(({ samples }) => samples.map(({ addedMs }) => addedMs));
	const most = Math.max(...all.map((added) => quantile(added, 0.95)));
	const x = (value: number) => LEFT + (Math.max(0, value) / most) * (WIDTH - LEFT - RIGHT);
	const bottom = TOP + series.length * ROW + 6;
	const height = bottom + 52;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" font-size="13" fill="${COLOURS.text}" role="img" aria-label="Added time by client">
<rect width="${WIDTH}" height="${height}" rx="8" fill="${COLOURS.ground}"/>
${label(20, 28, 'Added time: from "the provider is done" to "the picture is here"', 'font-size="16" font-weight="600"')}
${label(20, 47, 'Bar: median. Box: half of all tasks. Line: from the 5th to the 95th of a hundred. Less is better.', 'fill-opacity="0.7"')}
${axis(most, bottom, x)}
${series.map((one, at) => rowOf(one, at, x)).join('\n')}
${label(20, bottom + 40, machine, 'font-size="11" fill-opacity="0.6"')}
</svg>
`;
}
