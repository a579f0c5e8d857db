import { civitaiCardFor, huggingFaceCard } from '../../nodes/shared/lora/card';
import { FAMILIES, foreignBase, nearBase } from '../../nodes/shared/lora/families';
import type { Lists } from '../../nodes/shared/lora/look';
import { searchLoras } from '../../nodes/shared/lora/search';
import type { LoraFamily } from '../../nodes/shared/model';

const row = (more: object) => ({
	...{ id: 'owner/name', private: false, gated: false, downloads: 7 },
	siblings: [{ rfilename: 'README.md' }, { rfilename: 'lora.safetensors' }],
	...more,
});

const version = (more: object) => ({
	...{ id: 22, baseModel: 'Flux.1 D', files: [{ name: 'a.safetensors' }], trainedWords: [] },
	...more,
});
const civitai = (...versions: readonly object[]) => ({
	...{ id: 11, name: 'Name', stats: { downloadCount: 5 }, modelVersions: versions },
	creator: { username: 'maker' },
});

describe('a row of a list', () => {
	it.each([
		[{ gated: 'auto' }, 'gated'],
		[{ gated: 'manual' }, 'gated'],
		[{ private: true, gated: 'auto' }, 'private'],
		[{ gated: false }, 'public'],
	] as const)('of Hugging Face with %j is %s', (more, access) => {
		expect(huggingFaceCard(row(more))?.access).toBe(access);
	});

	it.each([
		[{ availability: 'EarlyAccess' }, 'gated'],
		[{ availability: 'Private' }, 'private'],
		[{ availability: 'Public' }, 'public'],
	] as const)('of CivitAI with %j is %s', (more, access) => {
		expect(civitaiCardFor(civitai(version(more)), ['Flux.1 D'])?.access).toBe(access);
	});

	it('says in its name what keeps others out, who made it and how often it was loaded', async () => {
		const answers: Readonly<Record<string, unknown>> = {
			'hub/api/models': [row({ private: true }), row({ id: 'owner/gated', gated: 'manual' })],
			'site/api/v1/models': { items: [civitai(version({ availability: 'EarlyAccess' }))] },
		};
		const lists: Lists = {
			...{ huggingFace: 'hub', civitai: 'site' },
			look: async (address, pick) =>
				await Promise.resolve(pick(answers[address.replace(/\?.*$/, '')])),
		};
		const found = await searchLoras(lists, 'flux1', 'cog', '');
		expect(found.map(({ name }) => name)).toEqual([
			'owner/name (7 downloads, private)',
			'owner/gated (7 downloads, gated)',
			'Name by maker (CivitAI, 5 downloads, gated)',
		]);
	});

	it('of a model with versions for several bases is the one for this base', () => {
		const model = civitai(version({ id: 33, baseModel: 'SDXL 1.0' }), version({}));
		expect(civitaiCardFor(model, ['Flux.1 D'])?.versionId).toBe(22);
		expect(civitaiCardFor(model, ['Flux.2 D'])).toBeUndefined();
	});

	it.each([
		[{ cardData: { instance_prompt: ' TOK ' } }, 'TOK'],
		[{ cardData: { instance_prompt: null, widget: [{ text: 'a picture' }] } }, null],
		[{}, null],
	] as const)('with %j has the trigger words %s', (more, words) => {
		expect(huggingFaceCard(row(more))?.triggerWords).toBe(words);
	});
});

describe('the base that a card names', () => {
	it.each([
		['flux1', ['black-forest-labs/FLUX.1-dev'], undefined],
		['flux1', ['Flux.1 S'], undefined],
		['flux1', ['somebody/some-merge'], undefined],
		['flux1', [], undefined],
		['flux1', ['black-forest-labs/FLUX.2-dev'], 'black-forest-labs/FLUX.2-dev'],
		['flux1', ['NoobAI'], 'NoobAI'],
		['flux1', ['ZImageTurbo'], 'ZImageTurbo'],
		['flux1', ['Qwen/Qwen-Image'], 'Qwen/Qwen-Image'],
		['flux1', ['RunDiffusion/Juggernaut-SDXL'], 'RunDiffusion/Juggernaut-SDXL'],
		['flux1', ['mochizuki/flux-dev-merge'], undefined],
		['flux1', ['illuminated/portraits'], undefined],
		['flux1', ['somebody/flux-dev-pony-look'], undefined],
		['flux1', ['stabilityai/stable-diffusion-xl-base-1.0', 'somebody/some-merge'], undefined],
		['flux2', ['black-forest-labs/FLUX.1-dev'], 'black-forest-labs/FLUX.1-dev'],
		['flux2', ['Flux.2 Klein 4B'], 'Flux.2 Klein 4B'],
		['klein4b', ['black-forest-labs/FLUX.2-klein-base-4B'], undefined],
		['klein9b', ['Flux.2 Klein 4B-base'], 'Flux.2 Klein 4B-base'],
	] as const)('for a model of %s: %j is foreign: %s', (family, bases, foreign) => {
		expect(foreignBase(family, bases)).toBe(foreign);
	});

	it.each([
		['flux1', ['Flux.1 Kontext'], 'Flux.1 Kontext'],
		['krea', ['black-forest-labs/FLUX.1-Kontext-dev'], 'black-forest-labs/FLUX.1-Kontext-dev'],
		['kontext', ['Flux.1 Krea'], 'Flux.1 Krea'],
		['kontext', ['Flux.1 Kontext'], undefined],
		['kontext', ['black-forest-labs/FLUX.1-dev'], undefined],
		['flux1', ['black-forest-labs/FLUX.1-dev', 'black-forest-labs/FLUX.1-Kontext-dev'], undefined],
		['flux1', [], undefined],
	] as const)('for a model of %s: %j may do little: %s', (family, bases, near) => {
		expect(nearBase(family, bases)).toBe(near);
		expect(foreignBase(family, bases)).toBeUndefined();
	});

	it.each(Object.keys(FAMILIES) as LoraFamily[])(
		'of %s is its own by every name that is searched for',
		(family) => {
			const { bases, labels } = FAMILIES[family];
			for (const name of [...bases, ...labels]) expect(foreignBase(family, [name])).toBeUndefined();
		},
	);
});
