import { castle } from './castle';
import { eye } from './eye';
import { mix, type Palette } from './palette';
import type { Random } from './random';
import { circle, curve, glow, ground, linear, n, ridge, stars, type Canvas } from './shapes';

export type Scene = (random: Random, canvas: Canvas, palette: Palette) => string;

function sky({ width, height }: Canvas, palette: Palette): string {
	return (
		`<defs>${linear('sky', palette.sky)}${glow('halo', palette.light, 0.85)}</defs>` +
		`<rect width="${n(width)}" height="${n(height)}" fill="url(#sky)"/>`
	);
}

function sun(random: Random, canvas: Canvas, palette: Palette, y: number): string {
	const at = { x: canvas.width * random.between(0.2, 0.8), y: canvas.height * y };
	const r = Math.min(canvas.width, canvas.height) * random.between(0.06, 0.11);
	return circle(at, r * 4.5, 'fill="url(#halo)"') + circle(at, r, `fill="${palette.light}"`);
}

function heavens(random: Random, canvas: Canvas, palette: Palette): string {
	const night = palette.dark ? stars(random, canvas, 130, palette.light) : '';
	return sky(canvas, palette) + night;
}

function hillsWith(middle: Scene): Scene {
	return (random, canvas, palette) => {
		const layers = 6;
		const hill = (i: number): string => {
			const part = i / (layers - 1);
			const y = canvas.height * (0.5 + part * 0.36);
			const line = ridge(random, canvas, y, canvas.height * (0.05 + 0.012 * i));
			return ground(line, canvas, mix(palette.far, palette.near, part ** 0.9));
		};
		return [
			heavens(random, canvas, palette),
			sun(random, canvas, palette, random.between(0.2, 0.42)),
			...[0, 1, 2].map(hill),
			middle(random, canvas, palette),
			...[3, 4, 5].map(hill),
		].join('');
	};
}

const hills = hillsWith(() => '');
const castleHills = hillsWith(castle);

const sea: Scene = (random, canvas, palette) => {
	const { width, height } = canvas;
	const horizon = height * random.between(0.5, 0.6);
	const x = width * random.between(0.3, 0.7);
	const r = Math.min(width, height) * random.between(0.09, 0.14);
	const strips = Array.from({ length: 34 }, (_, i) => {
		const part = i / 33;
		const wide = r * (0.5 + part * 2.6) * random.between(0.45, 1.1);
		const y = horizon + 6 + part ** 1.5 * (height - horizon) * 0.95;
		const left = x - wide + random.between(-r, r) * 0.35 * (0.4 + part);
		return `<rect x="${n(left)}" y="${n(y)}" width="${n(wide * 2)}" height="${n(2 + part * 7)}" rx="${n(1 + part * 3)}" fill="${palette.light}" opacity="${n(0.75 - part * 0.5)}"/>`;
	});
	const isle = ridge(random, canvas, horizon + height * 0.004, height * 0.035);
	return [
		heavens(random, canvas, palette),
		circle({ x, y: horizon - r * 0.35 }, r * 4.2, 'fill="url(#halo)"'),
		circle({ x, y: horizon - r * 0.35 }, r, `fill="${palette.light}"`),
		ground(isle, { width, height: horizon + 4 }, mix(palette.far, palette.near, 0.35)),
		`<defs>${linear('sea', [mix(palette.sky[2], palette.far, 0.6), mix(palette.far, palette.near, 0.7), palette.near])}</defs>`,
		`<rect y="${n(horizon)}" width="${n(width)}" height="${n(height - horizon)}" fill="url(#sea)"/>`,
		...strips,
	].join('');
};

const orbits: Scene = (random, canvas, palette) => {
	const { width, height } = canvas;
	const unit = Math.min(width, height);
	const center = { x: width * random.between(0.35, 0.65), y: height * random.between(0.34, 0.44) };
	const tilt = random.between(-28, 28);
	const deep = mix(palette.near, '#000010', 0.35);
	const rings = Array.from({ length: 7 }, (_, i) => {
		const rx = unit * (0.24 + i * 0.085) * random.between(0.97, 1.03);
		const angle = random.between(0, Math.PI * 2);
		const moon = { x: Math.cos(angle) * rx, y: Math.sin(angle) * rx * 0.34 };
		const color = mix(palette.sky[1], palette.light, random.between(0.2, 1));
		return (
			`<ellipse rx="${n(rx)}" ry="${n(rx * 0.34)}" fill="none" stroke="${palette.light}" stroke-opacity="${n(0.55 - i * 0.05)}" stroke-width="${n(unit * 0.0016)}"/>` +
			circle(moon, unit * random.between(0.006, 0.02), `fill="${color}"`)
		);
	}).join('');
	return [
		`<defs>${linear('sky', [deep, mix(palette.sky[0], deep, 0.4), palette.sky[1]])}`,
		`${glow('halo', palette.sky[2], 0.8)}${linear('orb', [palette.sky[2], palette.sky[1], palette.near], 'x1="0.1" y1="0" x2="0.8" y2="1"')}</defs>`,
		`<rect width="${n(width)}" height="${n(height)}" fill="url(#sky)"/>`,
		stars(random, canvas, 220, palette.light),
		circle(center, unit * 0.5, 'fill="url(#halo)" opacity="0.55"'),
		circle(center, unit * random.between(0.13, 0.19), 'fill="url(#orb)"'),
		`<g transform="translate(${n(center.x)} ${n(center.y)}) rotate(${n(tilt)})">${rings}</g>`,
	].join('');
};

const skyline: Scene = (random, canvas, palette) => {
	const { width, height } = canvas;
	const row = (depth: number): string => {
		const color = mix(palette.far, palette.near, depth);
		let x = -random.between(0, 40);
		let out = '';
		while (x < width) {
			const wide = random.between(0.035, 0.085) * width;
			const top = height * (0.86 - random.between(0.1, 0.48 - depth * 0.16));
			out += `<rect x="${n(x)}" y="${n(top)}" width="${n(wide)}" height="${n(height - top)}" fill="${color}"/>`;
			if (depth > 0.4) out += windows(random, { x, y: top }, wide, palette.light);
			x += wide * random.between(0.9, 1.15);
		}
		return out;
	};
	return [
		heavens(random, canvas, palette),
		sun(random, canvas, palette, random.between(0.24, 0.4)),
		...[0.1, 0.5, 0.95].map(row),
	].join('');
};

function windows(random: Random, at: { x: number; y: number }, wide: number, light: string) {
	let out = '';
	for (let line = 0; line < 9; line++) {
		for (let column = 0; column < 4; column++) {
			if (random.between(0, 1) < 0.62) continue;
			const x = at.x + wide * (0.16 + column * 0.19);
			out += `<rect x="${n(x)}" y="${n(at.y + 18 + line * 26)}" width="${n(wide * 0.1)}" height="11" fill="${light}" opacity="0.75"/>`;
		}
	}
	return out;
}

const ribbons: Scene = (random, canvas, palette) => {
	const { height } = canvas;
	const bands = Array.from({ length: 11 }, (_, i) => {
		const part = i / 10;
		const line = ridge(random, canvas, height * (0.12 + part * 0.78), height * 0.075);
		const color =
			part < 0.5
				? mix(palette.sky[2], palette.sky[1], part * 2)
				: mix(palette.sky[1], palette.near, part * 2 - 1);
		const edge = `<path d="${curve(line)}" fill="none" stroke="${palette.light}" stroke-opacity="0.35" stroke-width="2"/>`;
		return ground(line, canvas, color) + edge;
	});
	return [sky(canvas, palette), sun(random, canvas, palette, 0.2), ...bands].join('');
};

const scenes: readonly Scene[] = [hills, sea, orbits, skyline, ribbons];

/** What the prompt asks for as far as we can draw it, else any. */
export function sceneFor(prompt: string, random: Random): Scene {
	const wanted: readonly (readonly [RegExp, Scene])[] = [
		[/\b(castle|palace|fortress)\b/i, castleHills],
		[/\b(eye|iris|pupil)\b/i, eye],
		[/\b(sea|ocean|beach|boat|lake|water)\b/i, sea],
		[/\b(city|street|skyline|room|office|interior)\b/i, skyline],
		[/\b(space|planet|star|galaxy|robot|astronaut)\b/i, orbits],
		[/\b(mountain|forest|fox|valley|landscape|cat|dog)s?\b/i, hills],
	];
	return wanted.find(([words]) => words.test(prompt))?.[1] ?? random.pick(scenes);
}
