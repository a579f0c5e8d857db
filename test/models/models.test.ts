import type { Field, Model } from '../../nodes/shared/model';
import { Problem } from '../../nodes/shared/problem';
import { parseInput } from '../../nodes/shared/input/schema';
import { nodes } from '../tools/nodes';
import { facts, type Fact } from './facts';

const all: readonly Model[] = nodes.flatMap(({ models }) => models);
const modelOf = (id: string): Model => {
	const found = all.find((model) => model.id === id);
	if (found === undefined) throw new Error(`no model ${id}`);
	return found;
};
const rows = Object.entries(facts).flatMap(([id, own]) =>
	Object.entries(own).map(([name, fact]) => ({ id, name, fact })),
);
const of = <K extends string>(kind: K) =>
	rows.filter(
		(row): row is typeof row & { fact: Extract<Fact, { readonly [k in K]: unknown }> } =>
			typeof row.fact === 'object' && kind in row.fact,
	);

/** What every item of this model must have. */
function least({ fields }: Model): Record<string, unknown> {
	const needed = fields.filter(({ required }) => required);
	return Object.fromEntries(
		needed.map(({ name, kind }) => [
			name,
			name === 'endpoint'
				? `me/mine:${'0a'.repeat(32)}`
				: kind === 'image'
					? 'https://x.test/a.png'
					: 'a fox',
		]),
	);
}

const wireOf = (id: string, extra: Record<string, unknown>) =>
	parseInput(modelOf(id), { ...least(modelOf(id)), ...extra }).wire;

function refusal(id: string, extra: Record<string, unknown>): string {
	try {
		wireOf(id, extra);
	} catch (error) {
		if (error instanceof Problem && error.kind === 'invalidInput') return error.message;
		throw error;
	}
	return 'accepted';
}

function wireNames(field: Field): string[] {
	if (field.kind === 'text' && ['version', 'endpoint', 'trigger'].includes(field.role ?? ''))
		return [];
	if (field.kind === 'size' && field.wire === 'star') return [];
	if (field.kind !== 'loras') return [field.name];
	return [field.name, field.wire.shape === 'list' ? 'scale' : field.wire.scale];
}

const declared = (id: string, name: string): Field & { default?: unknown } => {
	const found = modelOf(id).fields.find((field) => field.name === name);
	if (found === undefined) throw new Error(`${id} has no ${name}`);
	return found;
};

describe('models', () => {
	it('are all in the table of facts, but for the custom ones', () => {
		const ids = all.map(({ id }) => id).filter((id) => id !== 'custom');
		expect(ids.sort()).toEqual(Object.keys(facts).sort());
	});

	it.each(Object.keys(facts))('%s has the inputs of its upstream and no other', (id) => {
		const names = modelOf(id)
			.fields.flatMap(wireNames)
			.filter((n) => !['width', 'height'].includes(n));
		expect(names.sort()).toEqual(Object.keys(facts[id]).sort());
	});

	it.each(all.map((model) => [model.id, model] as const))('%s says what it is', (_id, model) => {
		expect(model.summary.length).toBeGreaterThan(20);
		expect(model.docs).toMatch(/^https:\/\/(?:replicate\.com|fal\.ai|wavespeed\.ai)\//);
		expect(model.endpoint).toBe(/custom|fineTune/.test(model.id) ? undefined : model.id);
	});
});

describe('a whole number', () => {
	it.each(of('whole'))('$id $name takes its range and nothing beyond', ({ id, name, fact }) => {
		const [low, high, usual] = fact.whole;
		for (const value of [low, high]) expect(wireOf(id, { [name]: value })[name]).toBe(value);
		const { label } = declared(id, name);
		for (const value of [low - 1, high + 1, low + 0.5]) {
			expect(refusal(id, { [name]: value })).toBe(
				`${label} must be a whole number from ${low} to ${high}; it is ${value}`,
			);
		}
		expect(declared(id, name).default).toBe(usual);
	});
});

describe('a number', () => {
	it.each(of('number'))('$id $name takes its range and nothing beyond', ({ id, name, fact }) => {
		const [low, high, usual] = fact.number;
		for (const value of [low ?? -9, high ?? 99, usual]) {
			expect(wireOf(id, { [name]: value })[name]).toBe(value);
		}
		const { label } = declared(id, name);
		for (const value of [low, high].flatMap((v, i) =>
			v === null ? [] : [v + (i ? 0.01 : -0.01)],
		)) {
			expect(refusal(id, { [name]: value })).toBe(
				`${label} must be a number from ${low} to ${high}; it is ${value}`,
			);
		}
		expect(refusal(id, { [name]: 'much' })).toContain(`${label} must be a number`);
		expect(declared(id, name).default).toBe(usual);
	});
});

describe("a LoRA's strength", () => {
	const given = (id: string, name: string, of: string, scale: unknown) => {
		const field = declared(id, of) as Extract<Field, { kind: 'loras' }>;
		if (field.wire.shape === 'single')
			return { [of]: 'https://x.test/a.safetensors', [name]: scale };
		return { loras: { row: [{ path: 'https://x.test/a.safetensors', scale }] } };
	};
	const sent = (wire: Record<string, unknown>, name: string, of: string) =>
		wire[name] instanceof Array
			? (wire[name] as unknown[])[0]
			: (wire[name] ?? (wire[of] as Array<{ scale: unknown }>)[0].scale);

	it.each(of('strength'))('$id $name takes its range and nothing beyond', ({ id, name, fact }) => {
		const [low, high, usual] = fact.strength === 'free' ? [-50, 50, 1] : fact.strength;
		for (const value of [low, high]) {
			expect(sent(wireOf(id, given(id, name, fact.of, value)), name, fact.of)).toBe(value);
		}
		expect(sent(wireOf(id, given(id, name, fact.of, undefined)), name, fact.of)).toBe(usual);
		if (fact.strength === 'free') return;
		for (const value of [low - 0.01, high + 0.01]) {
			expect(refusal(id, given(id, name, fact.of, value))).toBe(
				`Strength must be a number from ${low} to ${high}; it is ${value}`,
			);
		}
	});
});

describe('a choice', () => {
	it.each(of('values'))('$id $name takes its values and no other', ({ id, name, fact }) => {
		for (const value of fact.values.filter((value) => value !== '')) {
			expect(wireOf(id, { [name]: value })[name]).toBe(value);
		}
		const field = declared(id, name) as Extract<Field, { kind: 'choice' | 'size' }>;
		expect(field.choices.map(({ value }) => value).sort()).toEqual([...fact.values].sort());
		expect(field.default).toBe(fact.values[0]);
		const message = refusal(id, { [name]: 'square pro' });
		expect(message).toContain(`${field.label} must be one of `);
		expect(message).toContain('it is "square pro"');
	});
});

describe('a toggle', () => {
	it.each(of('toggle'))('$id $name is sent as it is', ({ id, name, fact }) => {
		for (const value of [true, false]) expect(wireOf(id, { [name]: value })[name]).toBe(value);
		expect(wireOf(id, { [name]: 'false' })[name]).toBe(false);
		expect(refusal(id, { [name]: 'maybe' })).toContain('must be true or false');
		expect(declared(id, name).default).toBe(fact.toggle);
	});
});

describe('other inputs', () => {
	it.each(rows.filter(({ fact }) => fact === 'random'))(
		'$id $name is random when empty',
		({ id, name }) => {
			expect(wireOf(id, { [name]: '' })).not.toHaveProperty(name);
			expect(wireOf(id, { [name]: '42' })[name]).toBe(42);
			expect(wireOf(id, { [name]: 0 })[name]).toBe(0);
			expect(refusal(id, { [name]: 1.5 })).toContain('Seed must be a whole number');
		},
	);

	it.each(['flux-dev-lora', 'flux-schnell-lora', 'flux-krea-dev-lora', 'flux-kontext-dev-lora'])(
		'wavespeed-ai/%s takes sizes from 256 to 1536 a side',
		(slug) => {
			const id = `wavespeed-ai/${slug}`;
			const custom = (customWidth: unknown, customHeight: unknown) => ({
				size: 'custom',
				customWidth,
				customHeight,
			});
			expect(wireOf(id, custom(256, 1536)).size).toBe('256*1536');
			expect(wireOf(id, { size: '640*640' }).size).toBe('640*640');
			expect(refusal(id, custom(255, 1024))).toBe(
				'Width must be a whole number from 256 to 1536; it is 255',
			);
			expect(refusal(id, custom(1024, 1537))).toContain('Height must be');
			expect(refusal(id, { size: '1024x1024' })).toContain('Size must be width*height');
			expect(refusal(id, { size: '2048*1024' })).toContain('Size must be width*height');
		},
	);

	it.each([
		['fal-ai/flux-lora', 1, 14142],
		['fal-ai/flux-2/lora', 512, 2048],
	])('%s takes a width and height from %d to %d as an object', (id, low, high) => {
		const custom = { image_size: 'custom', customWidth: low, customHeight: high };
		expect(wireOf(id, custom).image_size).toEqual({ width: low, height: high });
		expect(refusal(id, { ...custom, customWidth: low - 1 })).toContain('Width must be');
		expect(refusal(id, { ...custom, customHeight: high + 1 })).toContain('Height must be');
	});

	it('My Fine-Tune sends width and height with a custom aspect ratio alone', () => {
		const sides = { width: 1440, height: 256 };
		expect(wireOf('fineTune', { aspect_ratio: 'custom', ...sides })).toMatchObject(sides);
		expect(wireOf('fineTune', { aspect_ratio: '1:1', ...sides })).not.toHaveProperty('width');
		expect(refusal('fineTune', { aspect_ratio: 'custom', width: 1441 })).toContain('Width must be');
	});
});
