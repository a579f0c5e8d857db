import { mix, type Palette } from './palette';
import type { Random } from './random';
import { circle, curve, linear, n, ridge, type Canvas } from './shapes';

/** Rings of fine rays around a dark middle. */
export function eye(random: Random, canvas: Canvas, palette: Palette): string {
	const { width, height } = canvas;
	const unit = Math.min(width, height);
	const center = { x: width / 2, y: height * 0.43 };
	const amber = ['#5c2a0a', '#c9781a', '#f7c948', '#8a4b12'] as const;
	const rays = Array.from({ length: 260 }, () => {
		const angle = random.between(0, Math.PI * 2);
		const from = unit * random.between(0.1, 0.16);
		const to = unit * random.between(0.2, 0.3);
		const at = (r: number): string =>
			`${n(center.x + Math.cos(angle) * r)} ${n(center.y + Math.sin(angle) * r)}`;
		return `<path d="M${at(from)}L${at(to)}" stroke="${random.pick(amber)}" stroke-opacity="${n(random.between(0.4, 0.9))}" stroke-width="${n(random.between(1, 5))}"/>`;
	});
	const fur = Array.from({ length: 130 }, () => {
		const line = ridge(random, canvas, random.between(0, height), height * 0.02);
		const color = mix(random.pick(amber), palette.near, random.between(0.2, 0.8));
		const from = Math.floor(random.between(0, 30));
		return `<path d="${curve(line.slice(from, from + 10))}" fill="none" stroke="${color}" stroke-opacity="0.6" stroke-width="${n(random.between(2, 9))}"/>`;
	});
	const [w, h] = [unit * 0.62, unit * 0.42];
	const lid = `M${n(center.x - w)} ${n(center.y + h * 0.1)}Q${n(center.x)} ${n(center.y - h * 1.5)} ${n(center.x + w)} ${n(center.y + h * 0.1)}Q${n(center.x)} ${n(center.y + h * 1.4)} ${n(center.x - w)} ${n(center.y + h * 0.1)}Z`;
	return [
		`<defs>${linear('sky', ['#3a1d0c', '#a35a1c', '#2a1408'])}`,
		`<radialGradient id="iris"><stop offset="0.3" stop-color="#f9d65c"/><stop offset="0.75" stop-color="#d08a1e"/><stop offset="1" stop-color="#3b1c06"/></radialGradient>`,
		`<clipPath id="lid"><path d="${lid}"/></clipPath></defs>`,
		`<rect width="${n(width)}" height="${n(height)}" fill="url(#sky)"/>`,
		...fur,
		`<path d="${lid}" fill="#150a04" stroke="#0a0502" stroke-width="${n(unit * 0.03)}"/>`,
		`<g clip-path="url(#lid)">`,
		circle(center, unit * 0.31, 'fill="url(#iris)"'),
		...rays,
		circle(center, unit * 0.11, 'fill="#060302"'),
		circle(
			{ x: center.x - unit * 0.09, y: center.y - unit * 0.11 },
			unit * 0.035,
			'fill="#fffbe8" opacity="0.9"',
		),
		`</g>`,
	].join('');
}
