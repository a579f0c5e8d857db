import { replicateModels, type ReplicateModel } from '../catalog/replicate';
import { hash } from '../paint/random';
import { isOver, nextChange, type SandboxTask } from '../tasks';
import { isRecord, type Received, type Reply } from '../types';
import { unknownKeys, validate } from '../validate';
import { says } from '../words';
import { makeTask, randomSeed, type World } from '../world';
import type { ReplicateSite, Wanted } from './address';
import { outcomeOf } from './outcome';
import { prediction } from './prediction';
import { badVersion, invalid, noCredit, notFound, throttled } from './problems';

const hour = 3_600_000;

/** `owner/name:hash`, a bare hash, or `owner/name` of an official model (providers.md 1.1). */
export function byVersion(version: unknown): Wanted | undefined {
	if (typeof version !== 'string') return undefined;
	const [, name, hashed] = /^(?:([^:]+\/[^:]+?))?(?::?([0-9a-f]{64}))?$/.exec(version) ?? [];
	for (const [id, model] of Object.entries(replicateModels)) {
		if (name !== undefined && name !== id) continue;
		const versions = [model.version, ...(model.older ?? [])];
		if (hashed === undefined ? model.official && name === id : versions.includes(hashed)) {
			return { id, model };
		}
	}
	return undefined;
}

export function byName(owner: string, name: string): Wanted | undefined {
	const id = `${owner}/${name}`;
	const model = replicateModels[id];
	return model?.official === true ? { id, model } : undefined;
}

const envelope = ['input', 'webhook', 'webhook_events_filter', 'stream'];

function envelopeProblem(body: unknown, versioned: boolean): Reply | undefined {
	if (!isRecord(body)) {
		return { status: 400, json: { detail: 'The request body is not valid JSON.', status: 400 } };
	}
	const allowed = versioned ? ['version', ...envelope] : envelope;
	const foreign = Object.keys(body).filter((key) => !allowed.includes(key));
	const missing = (versioned ? ['version', 'input'] : ['input']).filter((key) => !(key in body));
	const issue = (keyword: string) => (key: string) => ({
		path: [key],
		keyword,
		params: {},
		given: body,
	});
	const issues = [...foreign.map(issue('additionalProperties')), ...missing.map(issue('required'))];
	return issues.length === 0 ? undefined : invalid(issues, '');
}

export async function create(
	world: World,
	site: ReplicateSite,
	received: Received,
	find: (body: Record<string, unknown>) => Wanted | undefined,
	versioned: boolean,
): Promise<Reply> {
	const wrong = envelopeProblem(received.json, versioned);
	if (wrong !== undefined) return wrong;
	const body = received.json as Record<string, unknown>;
	const wanted = find(body);
	const unlisted = site.unlisted?.(body['version'] ?? received.url.pathname, wanted);
	if (unlisted !== undefined) return unlisted;
	if (wanted === undefined) return versioned ? badVersion : notFound;
	const wait = site.refuse(world);
	if (wait !== undefined) return throttled(wait);
	const issues = validate(wanted.model.input, body['input']);
	if (issues.length > 0) return invalid(issues);
	const input = body['input'] as Record<string, unknown>;
	if (says(String(input['prompt']), '[credit]')) return noCredit;
	world.ledger.ignored(wanted.id, unknownKeys(wanted.model.input, input));
	const task = await accept(world, site, received, wanted, input);
	world.callbacks.watch(task, body['webhook'], () => prediction(world, task, site.upstream(world)));
	return await answer(world, site, received, task);
}

async function accept(
	world: World,
	site: ReplicateSite,
	received: Received,
	{ id, model }: Wanted,
	input: Record<string, unknown>,
): Promise<SandboxTask> {
	const seed = typeof input['seed'] === 'number' ? input['seed'] : randomSeed();
	return makeTask(world, {
		site: site.name,
		protocol: 'replicate',
		model: id,
		version: model.official ? deployment(id) : model.version,
		input: site.redacts ? redacted(model, input) : input,
		prompt: String(input['prompt']),
		seed,
		outcome: await outcomeOf(world, id, model, input, seed),
		keepMs: hour,
		deadlineMs: duration(received.headers['cancel-after']),
	});
}

function deployment(id: string): string {
	// seed 003
	if (id === 'black-forest-labs/flux-schnell') return 'dp-4d0bcc010b3049749a251855f12800be';
	return `dp-${[1, 2, 3, 4]
		.map((i) =>
			hash(id + i)
				.toString(16)
				.padStart(8, '0'),
		)
		.join('')}`;
}

/** Secret inputs are not shown again (models.md 3.1, x-cog-secret). */
function redacted(model: ReplicateModel, input: Record<string, unknown>): Record<string, unknown> {
	const entries = Object.entries(input).map(([key, value]) => [
		key,
		model.input.properties[key]?.format === 'password' ? '[REDACTED]' : value,
	]);
	return Object.fromEntries(entries) as Record<string, unknown>;
}

function duration(text: string | string[] | undefined): number | undefined {
	const [, amount, unit] = /^(\d+(?:\.\d+)?)(s|m|h)?$/.exec(String(text)) ?? [];
	if (amount === undefined) return undefined;
	return Number(amount) * (unit === 'h' ? hour : unit === 'm' ? 60_000 : 1000);
}

/** 201, or with `Prefer: wait` 201 with the output or 202 without (providers.md 1.2). */
async function answer(
	world: World,
	site: ReplicateSite,
	received: Received,
	task: SandboxTask,
): Promise<Reply> {
	const prefer = /^wait(?:=([1-9]|[1-5]\d|60))?$/.exec(String(received.headers['prefer']));
	if (prefer !== null && site.waits) {
		const until = world.clock.now() + Number(prefer[1] ?? 60) * 1000;
		for (let now = world.clock.now(); now < until && !isOver(task, now); now = world.clock.now()) {
			await world.clock.sleep(Math.min(nextChange(task, now), until) - now, received.gone);
			if (received.gone.aborted) break;
		}
	}
	const late = prefer !== null && site.waits && !isOver(task, world.clock.now());
	const status = site.created === 201 && late ? 202 : site.created;
	return { status, json: prediction(world, task, site.upstream(world)), taskId: task.id };
}
