import fc from 'fast-check';
import { falModels } from '../../nodes/Fal/models/index';
import { replicateCatalog } from '../../nodes/Replicate/replicateCatalog';
import { replicateAdapter } from '../../nodes/Replicate/replicate';
import { replicateModels } from '../../nodes/Replicate/models/index';
import { waveSpeedModels } from '../../nodes/WaveSpeed/models/index';
import { normaliseBaseUrl } from '../../nodes/shared/wire/baseUrl';
import { openDataUri } from '../../nodes/shared/net/download';
import { isAllowedHost, isPublicAddress, parseHosts, refusal } from '../../nodes/shared/net/egress';
import { fileNameFor } from '../../nodes/shared/n8n/fileName';
import { imageSources } from '../../nodes/shared/input/imageSources';
import { Problem } from '../../nodes/shared/problem';
import { redactor, withoutQueries, withoutSecrets } from '../../nodes/shared/redact';
import { hintMs, pauseBefore } from '../../nodes/shared/pace/retry';
import { parseInput } from '../../nodes/shared/input/schema';
import { openSession, type Service } from '../../nodes/shared/client/service';

/** Texts that parsers trip over, among any others. */
const text = fc.oneof(
	fc.string(),
	fc.string({ unit: 'binary' }),
	fc.constantFrom('', ' ', '0', '-1', '1e999', 'NaN', '../..', 'http://', 'data:,', '[', '{}', ','),
);

function onlyProblems(run: () => unknown): void {
	try {
		run();
	} catch (error) {
		if (!(error instanceof Problem)) throw error;
		expect(error.charged).toBe('no');
	}
}

const check = <T>(values: fc.Arbitrary<T>, run: (value: T) => void, numRuns = 500) =>
	fc.assert(
		fc.property(values, (value) => {
			run(value);
		}),
		{ numRuns },
	);

/** What is no picture is refused in words. */
function sourcesIn(value: string) {
	try {
		return imageSources('Images', value, true);
	} catch (error) {
		if (error instanceof Problem) return [];
		throw error;
	}
}

describe('any text', () => {
	const bounds = { pauseMs: 500, pauseMaxMs: 15_000, hintMaxMs: 120_000 };
	it('as Retry-After is a time to wait within bounds, never none at all', () => {
		check(fc.tuple(text, fc.nat(20), fc.nat(100)), ([value, attempt, percent]) => {
			const headers = { 'retry-after': value };
			const hint = hintMs({ type: 'answer', status: 429, headers, body: {} }, undefined, 0);
			const pause = pauseBefore(attempt + 1, hint, bounds, percent / 100);
			expect(pause).toBeGreaterThanOrEqual(1);
			expect(pause).toBeLessThanOrEqual(bounds.hintMaxMs * 1.05);
		});
	});

	it('as an address is refused or is a web address of the public internet', () => {
		const url = fc.oneof(
			fc.webUrl(),
			text,
			fc.ipV4().map((ip) => `http://${ip}/`),
			fc.ipV6().map((ip) => `http://[${ip}]/`),
		);
		check(url, (value) => {
			if (!URL.canParse(value)) return;
			const parsed = new URL(value);
			if (refusal(parsed) === undefined) expect(parsed.protocol).toMatch(/^https?:$/);
			isAllowedHost(parsed, parseHosts(value));
		});
	});

	it('as an IP address is public or not', () => {
		check(fc.oneof(text, fc.ipV4(), fc.ipV6()), (value) => {
			expect(typeof isPublicAddress(value)).toBe('boolean');
		});
	});

	it('as a data URI is bytes or a reason', () => {
		const uri = fc
			.tuple(text, fc.base64String())
			.map(([type, data]) => `data:${type};base64,${data}`);
		check(fc.oneof(text, uri), (value) => {
			const opened = openDataUri(value);
			expect('stream' in opened || opened.reason.length > 0).toBe(true);
		});
	});

	it('as a file name stays in its folder', () => {
		check(
			fc.tuple(text, fc.option(text), text, fc.integer({ min: 1, max: 64 })),
			(parts) => {
				const [wanted, prompt, taskId, count] = parts;
				const name = fileNameFor({
					wanted,
					prompt,
					taskId,
					number: 1,
					rowNumber: '',
					count,
					extension: 'png',
				});
				expect(name).not.toMatch(/[/\\\u0000-\u001f]|^\.+$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu);
				expect(name.endsWith('.png') && name !== '.png').toBe(true);
				expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
			},
			2000,
		);
	});

	it('as a list of pictures is a list of texts', () => {
		check(text, (value) => {
			const found = sourcesIn(value);
			for (const source of found) expect(typeof source === 'string' && source.trim()).not.toBe('');
		});
	});

	it('with a key in it has none, nor six characters of one, afterwards', () => {
		const key = fc.string({ minLength: 12, maxLength: 60 });
		check(fc.tuple(key, text, text, fc.nat(50)), ([secret, before, after, cut]) => {
			const shown = redactor([secret])(`${before}${secret.slice(cut % 6)}${after}`);
			const rest = shown.replaceAll('[key]', '\u0001');
			for (let at = 0; at + 6 <= secret.length; at++) {
				expect(rest).not.toContain(secret.slice(at, at + 6));
			}
			expect(
				withoutSecrets(`${before}${secret}${after}`, [secret]).split('[key]').join('\u0001'),
			).not.toContain(secret);
		});
	});

	it('with links in it loses their queries', () => {
		check(fc.tuple(text, fc.webUrl({ withQueryParameters: true })), ([before, url]) => {
			const { search } = new URL(url);
			const shown = withoutQueries(`${before} ${url}`);
			if (search.length > 8) expect(shown).not.toContain(search);
		});
	});
});

describe('any credential and any parameter', () => {
	const service: Service = {
		provider: 'replicate',
		title: 'Replicate',
		credential: 'replicateImageApi',
		models: replicateModels,
		adapter: replicateAdapter,
		catalog: replicateCatalog,
	};
	it('credential fields give a session or a problem that repeats no key', () => {
		const fields = fc.record({
			apiKey: text,
			useGateway: fc.boolean(),
			baseUrl: fc.oneof(text, fc.webUrl()),
			apiType: fc.constantFrom('automatic', 'official', 'gateway'),
			allowedDownloadHosts: text,
			huggingFaceToken: text,
			civitaiToken: text,
		});
		check(fields, (value) => {
			onlyProblems(() => openSession(service, value, () => {}));
		});
	});

	test.each(['replicate', 'fal', 'wavespeed'] as const)('%s: any base URL', (provider) => {
		check(fc.tuple(fc.oneof(text, fc.webUrl()), fc.boolean()), ([value, gateway]) => {
			onlyProblems(() => normaliseBaseUrl(provider, value, gateway));
		});
	});

	const models = [...replicateModels, ...falModels, ...waveSpeedModels];
	test.each(models.map((model) => [model.id, model] as const))('%s', (_id, model) => {
		const names = model.fields.map(({ name }) => name);
		const value = fc.oneof(
			text,
			fc.jsonValue(),
			fc.jsonValue().map((json) => JSON.stringify(json)),
		);
		const keys = fc.constantFrom(...names, 'lorasJson', 'lorasMode', 'loras', 'input', 'endpoint');
		check(
			fc.dictionary(keys, value, { maxKeys: 8 }),
			(raw) => {
				onlyProblems(() => parseInput(model, { prompt: 'a castle', ...raw }));
			},
			150,
		);
	});
});
