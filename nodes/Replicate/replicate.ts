import {
	clipStart,
	firstText,
	isoTime,
	isPresent,
	maybe,
	objectOf,
	read,
} from '../shared/wire/answer';
import { secondsBetween, Values } from '../shared/wire/answer';
import { apiErrorOf, soundsRefused, wordsOf } from '../shared/wire/apiError';
import { bearer } from '../shared/wire/bearer';
import { detailsOf, withoutSecretInputs } from '../shared/wire/details';
import { evidenceIn, idOf, idsIn, isTaskLike } from '../shared/wire/evidence';
import { outputsIn } from '../shared/wire/outputs';
import { endpointSegments, idSegment } from '../shared/wire/paths';
import { stateOf, wordOf } from '../shared/wire/status';
import { badAnswer } from '../shared/problem';
import type { ProviderAdapter } from '../shared/adapter';
import type { ApiRequest, ApiType, Target } from '../shared/task';
import type { Task, TaskRef } from '../shared/task';
import { z } from '../shared/vendor';
import { progressIn, seedIn } from './logs';

const SHAPE = { ids: ['id', 'task_id', 'prediction_id'], places: ['output'] };

const ABORTED = 'Replicate gave the task up before it started.';

/** Outputs are deleted an hour after the end (providers.md 1.9). */
const KEPT_SECONDS = 3600;

/** The shortest `Cancel-After` (providers.md 1.2). */
const CANCEL_AFTER_MIN = 5;

const DETAILS = ['id', 'model', 'version', 'status', 'error', 'metrics', 'input', 'source'];
const DETAIL_TIMES = ['created_at', 'started_at', 'completed_at', 'data_removed'];
const LOG_BYTES = 2000;

const text = maybe(z.string());

const Prediction = z.object({
	model: text,
	version: text,
	deployment: text,
	input: maybe(Values),
	logs: text,
	output: z.unknown(),
	error: z.unknown(),
	status: text,
	data_removed: maybe(z.boolean()),
	metrics: maybe(z.object({ predict_time: maybe(z.number().nonnegative()) })),
	created_at: text,
	started_at: text,
	completed_at: text,
});

type Prediction = z.infer<typeof Prediction>;

const List = z.object({ results: z.array(z.unknown()) });
const Upload = z.object({ urls: z.object({ get: z.string().regex(/^https?:\/\//) }) });

/** Where a submit goes: by version, to a deployment, or to an official model (providers.md 1.1). */
function destination({ endpoint, version }: Target): { path: string; version?: string } {
	const bare = endpoint.trim();
	const named = version ?? (/:|^[0-9a-f]{64}$/.test(bare) ? bare : undefined);
	if (named !== undefined) return { path: '/predictions', version: named };
	const [first, ...rest] = endpointSegments(endpoint, 2, 'black-forest-labs/flux-dev-lora');
	if (first === 'deployments' && rest.length === 2) {
		return { path: `/deployments/${rest.join('/')}/predictions` };
	}
	return { path: `/models/${[first, ...rest].join('/')}/predictions` };
}

function detailsIn(body: unknown): Task['details'] {
	const logs = objectOf(body).logs;
	const tail = typeof logs === 'string' ? { logs: clipStart(logs, LOG_BYTES) } : {};
	return detailsOf({ ...objectOf(body), ...tail }, [...DETAILS, ...DETAIL_TIMES, 'logs']);
}

function reasonOf(prediction: Prediction): string | undefined {
	const words = wordsOf(prediction.error);
	return words ?? (wordOf(prediction.status) === 'aborted' ? ABORTED : undefined);
}

function timesOf(prediction: Prediction): Partial<Task> {
	const { created_at: created, started_at: started, completed_at: completed } = prediction;
	return {
		createdAt: isoTime(created),
		secondsQueued: secondsBetween(created, started),
		secondsRunning: prediction.metrics?.predict_time ?? secondsBetween(started, completed),
	};
}

function parseTask(body: unknown, ref?: TaskRef): Task {
	const evidence = evidenceIn(body, SHAPE);
	const { fields } = evidence;
	const prediction = read(Prediction, fields, "Replicate's prediction");
	const id = idOf(evidence, ref, 'Replicate');
	if (id === undefined || !isTaskLike(fields, SHAPE)) {
		throw badAnswer('Replicate answered without a prediction id.');
	}
	const links = outputsIn(prediction.output);
	const status = stateOf(
		prediction.status,
		{
			output: links.length > 0 || isPresent(prediction.output),
			error: wordsOf(prediction.error),
			completed: prediction.completed_at,
		},
		'running',
	);
	const { logs = '', input } = prediction;
	const reason = status === 'failed' || status === 'canceled' ? reasonOf(prediction) : undefined;
	const outputs = status === 'succeeded' ? links : [];
	const stored = outputs.some(({ url }) => !url.startsWith('data:'));
	return {
		id,
		model: firstText(prediction.model, ref?.model) ?? '',
		version: prediction.version,
		deployment: prediction.deployment,
		status,
		outputs,
		reason,
		refused: (status === 'failed' && soundsRefused(reason)) || undefined,
		expired: (status === 'succeeded' && prediction.data_removed === true) || undefined,
		...(status === 'running' ? progressIn(logs) : {}),
		seed: seedIn(logs),
		...timesOf(prediction),
		urlExpiresAt: stored ? isoTime(prediction.completed_at, KEPT_SECONDS) : undefined,
		input: input && withoutSecretInputs(input),
		details: detailsIn(fields),
	};
}

/** Entries that cannot be read are no candidates. */
function parseList(body: unknown): readonly Task[] {
	const { results } = read(List, body, "Replicate's list of predictions");
	return results
		.filter((entry) => idsIn(objectOf(entry), SHAPE).length > 0)
		.map((entry) => parseTask(entry));
}

function isTask(body: unknown): boolean {
	return isTaskLike(evidenceIn(body, SHAPE).fields, SHAPE);
}

/** Gateways serve no list, account or files, or show those of their own account (providers.md 4). */
const officialOnly = {
	list: (since) => ({
		service: 'api',
		method: 'GET',
		path: '/predictions',
		query: { created_after: since.toISOString() },
	}),
	parseList,
	account: () => ({ service: 'api', method: 'GET', path: '/account' }),
	upload: (content) => ({
		service: 'api',
		method: 'POST',
		path: '/files',
		file: { field: 'content', content },
	}),
	parseUpload: (body) => ({ url: read(Upload, body, "Replicate's uploaded file").urls.get }),
} satisfies Partial<ProviderAdapter>;

function prediction(ref: TaskRef, method: ApiRequest['method'], action = ''): ApiRequest {
	return { service: 'api', method, path: `/predictions/${idSegment(ref.id)}${action}` };
}

/** Replicate's wire protocol (providers.md 1); nothing holds a submit open, so no `Prefer`. */
export function replicateAdapter(api: ApiType): ProviderAdapter {
	return {
		provider: 'replicate',
		title: 'Replicate',
		callsBack: api === 'official',
		authorization: bearer,
		submit(target, input, { cancelAfterSeconds: after, webhook }) {
			const { path, version } = destination(target);
			const seconds = after === undefined ? 0 : Math.max(CANCEL_AFTER_MIN, Math.ceil(after));
			return {
				service: 'api',
				method: 'POST',
				path,
				headers: after === undefined ? undefined : { 'cancel-after': `${seconds}s` },
				body: {
					...(version === undefined ? {} : { version }),
					input,
					...(webhook === undefined ? {} : { webhook, webhook_events_filter: ['completed'] }),
				},
			};
		},
		status: (ref) => prediction(ref, 'GET'),
		cancel: (ref) => prediction(ref, 'POST', '/cancel'),
		parseTask: ({ body }, ref) => parseTask(body, ref),
		parseError: (answer) => apiErrorOf(answer, isTask(answer.body)),
		...(api === 'official' ? officialOnly : {}),
	};
}
