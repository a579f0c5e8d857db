import { read } from '../shared/wire/answer';
import { bearer, keyScheme } from '../shared/wire/bearer';
import { endpointSegments, idSegment } from '../shared/wire/paths';
import { badAnswer } from '../shared/problem';
import type { ProviderAdapter } from '../shared/adapter';
import type { ApiRequest, ApiType, TaskRef } from '../shared/task';
import { z } from '../shared/vendor';
import { parseError } from './errors';
import { parseTask } from './tasks';

const EXAMPLE = 'fal-ai/flux-lora';

/** The smallest whole number above the one second that fal demands (providers.md 2.2). */
const START_WITHIN_MIN = 2;

const link = z.string().regex(/^https?:\/\//);
const Pricing = z.object({
	prices: z.array(
		z.object({
			endpoint_id: z.string(),
			unit_price: z.number().nonnegative(),
			unit: z.string(),
			currency: z.string(),
		}),
	),
});
const Upload = z.object({ upload_url: link, file_url: link });

/** Requests are found under owner and app alone; two namespaces keep their prefix (providers.md 2.3). */
function requestPath({ model, id }: TaskRef, action = ''): string {
	const segments = endpointSegments(model, 2, EXAMPLE);
	const app = segments.slice(0, /^(?:workflows|comfy)$/.test(segments[0]) ? 3 : 2);
	return `/${app.join('/')}/requests/${idSegment(id)}${action}`;
}

function call(method: ApiRequest['method'], path: string): ApiRequest {
	return { service: 'api', method, path };
}

const pricing = (model: string): ApiRequest => ({
	service: 'account',
	method: 'GET',
	path: '/v1/models/pricing',
	query: { endpoint_id: model },
});

/** fal's own queue, storage and account; gateways serve none of these paths (providers.md 4). */
const officialOnly = {
	status: (ref) => call('GET', requestPath(ref, '/status')),
	result: (ref) => call('GET', requestPath(ref)),
	stream: (ref) => call('GET', requestPath(ref, '/status/stream')),
	account: () => pricing(EXAMPLE),
	tariff: pricing,
	parseTariff(body, model) {
		const { prices } = read(Pricing, body, "fal's prices");
		const found = prices.find(({ endpoint_id: id }) => id === model);
		if (found === undefined) throw badAnswer(`fal tells no price for ${model}.`);
		return { amount: found.unit_price, unit: found.unit, currency: found.currency };
	},
	upload: ({ mimeType, fileName }) => ({
		service: 'storage',
		method: 'POST',
		path: '/storage/upload/initiate',
		query: { storage_type: 'fal-cdn-v3' },
		body: { content_type: mimeType, file_name: fileName },
	}),
	parseUpload(body, { mimeType }) {
		const ticket = read(Upload, body, "fal's upload ticket");
		const put = { url: ticket.upload_url, headers: { 'content-type': mimeType } };
		return { url: ticket.file_url, put };
	},
} satisfies Partial<ProviderAdapter>;

/** fal's queue (providers.md 2), or what gateways make of it: Bearer, and the result's path alone (providers.md 4). */
export function falAdapter(api: ApiType): ProviderAdapter {
	return {
		provider: 'fal',
		title: 'fal',
		callsBack: api === 'official',
		authorization: api === 'official' ? keyScheme : bearer,
		submit({ endpoint }, input, { cancelAfterSeconds: after, webhook }) {
			const seconds = after === undefined ? 0 : Math.max(START_WITHIN_MIN, Math.ceil(after));
			return {
				service: 'api',
				method: 'POST',
				path: `/${endpointSegments(endpoint, 2, EXAMPLE).join('/')}`,
				...(webhook === undefined ? {} : { query: { fal_webhook: webhook } }),
				headers: after === undefined ? undefined : { 'x-fal-request-timeout': String(seconds) },
				body: input,
			};
		},
		status: (ref) => call('GET', requestPath(ref)),
		cancel: (ref) => call('PUT', requestPath(ref, '/cancel')),
		parseTask: (answer, ref) => parseTask(answer, api, ref),
		parseError: (answer, about) => parseError(answer, api, about),
		...(api === 'official' ? officialOnly : {}),
	};
}
