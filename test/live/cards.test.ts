import { civitaiCardFor, huggingFaceCard } from '../../nodes/shared/lora/card';
import { FAMILIES, foreignBase, nearBase } from '../../nodes/shared/lora/families';
import type { Lists } from '../../nodes/shared/lora/look';
import { pathProblem } from '../../nodes/shared/lora/paths';
import { searchLoras } from '../../nodes/shared/lora/search';
import { spelled } from '../../nodes/shared/lora/spell';
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

describe('a repo', () => {
	const values = (files: readonly string[] | undefined, spelling: 'cog' | 'repo' | 'links') => {
		const siblings = files?.map((rfilename) => ({ rfilename }));
		const card = huggingFaceCard(row({ siblings }));
		return card === undefined ? [] : spelled(card, spelling).map(({ value }) => value);
	};
	const link = 'https://huggingface.co/owner/name/resolve/main';

	it.each([
		['one file', ['a.safetensors'], 'cog', ['huggingface.co/owner/name']],
		['one file', ['a.safetensors'], 'repo', ['owner/name']],
		['one file', ['a.safetensors'], 'links', [`${link}/a.safetensors`]],
		['one file in a folder', ['in/a b.safetensors'], 'cog', [`${link}/in/a%20b.safetensors`]],
		['one file in a folder', ['in/a b.safetensors'], 'repo', [`${link}/in/a%20b.safetensors`]],
		[
			'two files',
			['in/b.safetensors', 'a.safetensors'],
			'cog',
			['huggingface.co/owner/name/a.safetensors', `${link}/in/b.safetensors`],
		],
		['no weights', ['a.bin'], 'repo', []],
		['files that are not told', undefined, 'repo', ['owner/name']],
		['files that are not told', undefined, 'links', []],
	] as const)('with %s %j is written for %s as %j', (_, files, spelling, written) => {
		expect(values(files, spelling)).toEqual(written);
	});

	it('of a training shows some of its many files', () => {
		const files = Array.from({ length: 40 }, (_, step) => `step-${step}.safetensors`);
		expect(values(files, 'repo')).toHaveLength(6);
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

describe('what a list writes', () => {
	const cards = [
		huggingFaceCard(row({})),
		huggingFaceCard(row({ id: 'owner/na.me' })),
		huggingFaceCard(row({ siblings: [{ rfilename: 'in/a b.safetensors' }] })),
		civitaiCardFor(civitai(version({})), ['Flux.1 D']),
	];
	it.each(['cog', 'lucataco', 'links', 'repo'] as const)('for %s is never refused', (spelling) => {
		const values = cards.flatMap((card) => (card === undefined ? [] : spelled(card, spelling)));
		expect(values.length).toBeGreaterThan(2);
		for (const { value } of values) expect(pathProblem(value, spelling)).toBeUndefined();
	});
});
