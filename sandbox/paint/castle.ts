import { mix, type Palette } from './palette';
import type { Random } from './random';
import { n, type Canvas } from './shapes';

interface Tower {
	readonly x: number;
	readonly width: number;
	readonly height: number;
}

/** Towers with pointed roofs and lit windows, standing on the middle hill. */
export function castle(random: Random, { width, height }: Canvas, palette: Palette): string {
	const unit = Math.min(width, height);
	const base = height * 0.74;
	const x = width * random.between(0.42, 0.58);
	const wall = mix(palette.far, palette.near, 0.62);
	const towers: Tower[] = Array.from({ length: 7 }, (_, i) => ({
		x: x + (i - 3) * unit * 0.078,
		width: unit * random.between(0.05, 0.078),
		height: unit * (0.46 - Math.abs(i - 3) * 0.075) * random.between(0.82, 1.08),
	}));
	const keep = `<rect x="${n(x - unit * 0.25)}" y="${n(base - unit * 0.16)}" width="${n(unit * 0.5)}" height="${n(unit * 0.3)}" fill="${mix(wall, palette.near, 0.25)}"/>`;
	const gate = `<path d="M${n(x - unit * 0.03)} ${n(base)}v${n(-unit * 0.05)}a${n(unit * 0.03)} ${n(unit * 0.03)} 0 0 1 ${n(unit * 0.06)} 0v${n(unit * 0.05)}Z" fill="${palette.light}" opacity="0.85"/>`;
	return towers.map((tower) => towerAt(random, tower, base, wall, palette)).join('') + keep + gate;
}

function towerAt(
	random: Random,
	tower: Tower,
	base: number,
	wall: string,
	palette: Palette,
): string {
	const left = tower.x - tower.width / 2;
	const top = base - tower.height;
	const roof = tower.width * random.between(1.2, 1.9);
	const eave = tower.width * 0.16;
	const panes = Array.from(
		{ length: 3 },
		(_, i) =>
			`<rect x="${n(tower.x - tower.width * 0.09)}" y="${n(top + tower.width * (0.35 + i * 0.85))}" width="${n(tower.width * 0.18)}" height="${n(tower.width * 0.34)}" rx="${n(tower.width * 0.09)}" fill="${palette.light}" opacity="${n(random.between(0.4, 1))}"/>`,
	);
	return [
		`<rect x="${n(left)}" y="${n(top)}" width="${n(tower.width)}" height="${n(tower.height + 60)}" fill="${wall}"/>`,
		`<path d="M${n(left - eave)} ${n(top)}L${n(tower.x)} ${n(top - roof)}L${n(left + tower.width + eave)} ${n(top)}Z" fill="${mix(palette.near, palette.sky[1], 0.35)}"/>`,
		`<path d="M${n(tower.x)} ${n(top - roof)}v${n(-tower.width * 0.4)}l${n(tower.width * 0.35)} ${n(tower.width * 0.12)}l${n(-tower.width * 0.35)} ${n(tower.width * 0.12)}Z" fill="${palette.light}" opacity="0.9"/>`,
		...panes,
	].join('');
}
