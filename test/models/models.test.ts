import type { Field } from '../../nodes/shared/model';
import { all, modelOf, refusal, rows, wireOf } from './declared';
import { facts } from './facts';

function wireNames(field: Field): string[] {
	if (field.kind === 'text' && ['version', 'endpoint', 'trigger'].includes(field.role ?? ''))
		return [];
	if (field.kind === 'size' && field.wire === 'star') return [];
	if (field.kind !== 'loras') return [field.name];
	return [field.name, field.wire.shape === 'list' ? 'scale' : field.wire.scale];
}

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
			expect(refusal(id, { size: '1024 by 1024' })).toContain('Size must be one of');
			expect(refusal(id, { size: '2048*1024' })).toContain('Width must be');
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
