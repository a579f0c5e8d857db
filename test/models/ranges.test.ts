import type { Field } from '../../nodes/shared/model';
import { declared, of, refusal, wireOf } from './declared';

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
