import type { Random } from './random';

export interface Palette {
	/** From the zenith down to the horizon. */
	readonly sky: readonly [string, string, string];
	/** The nearest and the farthest of what lies in front of it. */
	readonly near: string;
	readonly far: string;
	readonly light: string;
	readonly dark: boolean;
}

const palettes: readonly Palette[] = [
	// dawn over water
	{
		sky: ['#2b3a67', '#b56576', '#ffd6a5'],
		near: '#1f2041',
		far: '#9a6a8c',
		light: '#fff1d0',
		dark: false,
	},
	// northern night
	{
		sky: ['#0b1026', '#1b2a58', '#3a6b8c'],
		near: '#060a18',
		far: '#2a4a6e',
		light: '#e8f4ff',
		dark: true,
	},
	// amber evening
	{
		sky: ['#5c2a4d', '#d1603d', '#ffbe5c'],
		near: '#2d132c',
		far: '#a44a3f',
		light: '#fff3c4',
		dark: false,
	},
	// mint morning
	{
		sky: ['#7fc8a9', '#c7ebd4', '#fdf6e3'],
		near: '#1d4d4f',
		far: '#8fc1b5',
		light: '#ffffff',
		dark: false,
	},
	// lavender
	{
		sky: ['#3d348b', '#7678ed', '#f7c8e0'],
		near: '#231942',
		far: '#8a76c9',
		light: '#ffe9f3',
		dark: false,
	},
	// deep teal
	{
		sky: ['#06262d', '#0f4c5c', '#5fa8a0'],
		near: '#031619',
		far: '#1f6a70',
		light: '#fbf3d4',
		dark: true,
	},
	// rose and slate
	{
		sky: ['#414a6b', '#a9829c', '#ffcdb2'],
		near: '#22223b',
		far: '#8d7b94',
		light: '#fff4ea',
		dark: false,
	},
	// desert noon
	{
		sky: ['#4ea5d9', '#a9d6e5', '#fdf0d5'],
		near: '#7f3e2e',
		far: '#dba36f',
		light: '#fffbe8',
		dark: false,
	},
	// ink and gold
	{
		sky: ['#10121c', '#2a2338', '#6b4a3f'],
		near: '#08080f',
		far: '#453040',
		light: '#ffd98a',
		dark: true,
	},
	// glacier
	{
		sky: ['#2a5d84', '#7fb4d4', '#eaf6fb'],
		near: '#123047',
		far: '#7aa7c2',
		light: '#ffffff',
		dark: false,
	},
];

export function paletteOf(random: Random): Palette {
	return random.pick(palettes);
}

function channels(color: string): number[] {
	return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
}

/** `part` of `b`, the rest of `a`. */
export function mix(a: string, b: string, part: number): string {
	const other = channels(b);
	const mixed = channels(a).map((value, i) => Math.round(value + ((other[i] ?? 0) - value) * part));
	return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
