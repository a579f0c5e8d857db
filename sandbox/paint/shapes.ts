import type { Random } from './random';

export interface Point {
	readonly x: number;
	readonly y: number;
}

export interface Canvas {
	readonly width: number;
	readonly height: number;
}

export const n = (value: number): string => String(Math.round(value * 10) / 10);

export function linear(
	id: string,
	stops: readonly string[],
	slope = 'x1="0" y1="0" x2="0" y2="1"',
) {
	const all = stops.map(
		(color, i) => `<stop offset="${n((i / (stops.length - 1)) * 100)}%" stop-color="${color}"/>`,
	);
	return `<linearGradient id="${id}" ${slope}>${all.join('')}</linearGradient>`;
}

/** Light that fades outwards. */
export function glow(id: string, color: string, strength: number): string {
	return (
		`<radialGradient id="${id}"><stop offset="0" stop-color="${color}" stop-opacity="${strength}"/>` +
		`<stop offset="0.35" stop-color="${color}" stop-opacity="${n(strength * 4) === '0' ? 0 : strength * 0.35}"/>` +
		`<stop offset="1" stop-color="${color}" stop-opacity="0"/></radialGradient>`
	);
}

export function circle(at: Point, r: number, paint: string): string {
	return `<circle cx="${n(at.x)}" cy="${n(at.y)}" r="${n(r)}" ${paint}/>`;
}

/** A soft line through points, as quadratic curves between their middles. */
export function curve(points: readonly Point[]): string {
	return points
		.map((point, i) => {
			const next = points[i + 1];
			if (i === 0) return `M${n(point.x)} ${n(point.y)}`;
			if (next === undefined) return `L${n(point.x)} ${n(point.y)}`;
			return `Q${n(point.x)} ${n(point.y)} ${n((point.x + next.x) / 2)} ${n((point.y + next.y) / 2)}`;
		})
		.join('');
}

/** A ridge from left to right: waves of three lengths laid over each other. */
export function ridge(random: Random, { width }: Canvas, y: number, height: number): Point[] {
	const waves = [1.3, 3.1, 7.3].map((turns, i) => ({
		turns: turns * random.between(0.8, 1.25),
		phase: random.between(0, Math.PI * 2),
		size: height / (i * 1.6 + 1),
	}));
	return Array.from({ length: 42 }, (_, i) => {
		const t = i / 41;
		const up = waves.reduce(
			(sum, wave) => sum + Math.sin(t * wave.turns * Math.PI * 2 + wave.phase) * wave.size,
			0,
		);
		return { x: (t * 1.04 - 0.02) * width, y: y - up };
	});
}

export function ground(line: readonly Point[], { width, height }: Canvas, fill: string): string {
	return `<path d="${curve(line)}L${n(width * 1.02)} ${n(height)}L${n(-width * 0.02)} ${n(height)}Z" fill="${fill}"/>`;
}

export function stars(random: Random, { width, height }: Canvas, count: number, color: string) {
	return Array.from({ length: count }, () =>
		circle(
			{ x: random.between(0, width), y: random.between(0, height) },
			random.between(0.6, 2.4),
			`fill="${color}" opacity="${n(random.between(0.3, 1))}"`,
		),
	).join('');
}
