import { maybe, objectOf, read, textOf } from '../shared/wire/answer';
import { apiErrorOf } from '../shared/wire/apiError';
import { bearer } from '../shared/wire/bearer';
import { endpointSegments, idSegment } from '../shared/wire/paths';
import { badAnswer } from '../shared/problem';
import type { ProviderAdapter } from '../shared/adapter';
import type { Answer, ApiError, ApiType, Price } from '../shared/task';
import { z } from '../shared/vendor';
import { isTask, MODERATION, parseList, parseTask } from './predictions';

/** Of `data.code` (providers.md 3.5). */
const INVALID_INPUT = [1400, 1401, 1402];

const Upload = z.object({ data: z.object({ download_url: z.string().regex(/^https?:\/\//) }) });
const Priced = z.object({
	data: z.object({
		price: maybe(z.number().nonnegative()),
		discounted_price: maybe(z.number().positive()),
		currency: maybe(z.string()),
	}),
});

const modelPath = (endpoint: string) =>
	endpointSegments(endpoint, 2, 'wavespeed-ai/flux-dev-lora').join('/');

/** HTTP may say 200 while the envelope's `code` says otherwise (providers.md 3.1); a task in it still counts. */
function parseError(answer: Pick<Answer, 'status' | 'body'>): ApiError | undefined {
	const { code, error_code: errorCode, data } = objectOf(answer.body);
	const codes = [code, errorCode, objectOf(data).code].map((one) => Number(textOf(one)));
	const good = answer.status >= 200 && answer.status < 300;
	const named = codes[0] >= 400 && codes[0] < 600 ? codes[0] : undefined;
	if (good && isTask(answer.body)) return undefined;
	const error = apiErrorOf(answer, false, good ? named : undefined);
	if (error === undefined) return undefined;
	if (codes.includes(MODERATION)) return { ...error, meaning: 'refused' };
	const invalid = error.meaning === undefined && INVALID_INPUT.some((one) => codes.includes(one));
	return invalid ? { ...error, meaning: 'invalidInput' } : error;
}

/** The discounted price is what an account pays (models.md 4). */
function parsePrice(body: unknown): Price {
	const {
		price,
		discounted_price: discounted,
		currency,
	} = read(Priced, body, "WaveSpeed's price").data;
	const amount = discounted ?? price;
	if (amount === undefined) throw badAnswer('WaveSpeed told no price.');
	return { amount, currency: currency ?? 'USD' };
}

const toPredictions = { service: 'api', method: 'POST' } as const;

/** What WaveSpeed's own host has beside tasks: a gateway's balance says nothing about the key. */
const officialOnly = {
	account: () => ({ service: 'api', method: 'GET', path: '/balance' }),
	price: ({ endpoint }, input) => ({
		service: 'api',
		method: 'POST',
		path: '/model/price',
		body: { model_id: modelPath(endpoint), inputs: input },
	}),
	parsePrice,
} satisfies Partial<ProviderAdapter>;

/** WaveSpeed's wire protocol, v3 (providers.md 3). */
export function waveSpeedAdapter(api: ApiType): ProviderAdapter {
	return {
		provider: 'wavespeed',
		title: 'WaveSpeed',
		callsBack: api === 'official',
		authorization: bearer,
		submit: ({ endpoint }, input, { webhook }) => ({
			service: 'api',
			method: 'POST',
			path: `/${modelPath(endpoint)}`,
			...(webhook === undefined ? {} : { query: { webhook } }),
			body: input,
		}),
		status: (ref) => ({
			service: 'api',
			method: 'GET',
			path: `/predictions/${idSegment(ref.id)}/result`,
		}),
		cancel: ({ id }) => ({ ...toPredictions, path: '/predictions/delete', body: { ids: [id] } }),
		cancelDeletes: ['created', 'processing'],
		// Its own client asks once a second, where the others ask twice.
		questionMs: 35,
		list: (since) => ({
			...toPredictions,
			path: '/predictions',
			body: { page: 1, page_size: 100, created_after: since.toISOString() },
		}),
		upload: (content) => ({
			service: 'api',
			method: 'POST',
			path: '/media/upload/binary',
			file: { field: 'file', content },
		}),
		parseTask: ({ body }, ref) => parseTask(body, ref),
		parseList,
		parseUpload: (body) => ({
			url: read(Upload, body, "WaveSpeed's uploaded file").data.download_url,
		}),
		parseError,
		...(api === 'official' ? officialOnly : {}),
	};
}
