import { isDeepStrictEqual } from 'node:util';

import { withoutSecretInputs } from '../wire/details';
import { limits } from '../limits';
import { asProblem } from '../problem';
import { ask, type Session } from './session';
import type { Target, Task } from '../task';

/** The clocks of both sides are compared through the answer's Date header, which has whole seconds. */
const CLOCK_SLACK_MS = 2_000;
const CLAIMS = 10_000;
/** Tasks of a few seconds that nobody has; a batch whose answers are all lost makes about as many. */
const CANDIDATES = 50;

/** Ids of tasks that belong to an item. Owner: the process; lifetime: the last 10,000. */
const claimed = new Set<string>();

/** False when another item of this process has the task already. */
export function claim(id: string): boolean {
	if (claimed.has(id)) return false;
	claimed.add(id);
	const [oldest] = claimed;
	if (claimed.size > CLAIMS) claimed.delete(oldest);
	return true;
}

/** For tests: as if another process had bought everything so far. */
export function forgetClaims(): void {
	claimed.clear();
}

/** A submit that brought no answer. */
export interface LostSubmit {
	readonly target: Target;
	readonly input: Readonly<Record<string, unknown>>;
	/** The provider's defaults for what was not sent; absent where nobody tells them. */
	readonly assumed?: Readonly<Record<string, unknown>>;
	/** Date.now() when the submit left, and when it was given up. */
	readonly sentAt: number;
	readonly givenUpAt: number;
}

export interface SearchResult {
	readonly found?: Task;
	/** Tasks that could be the lost one when it is not certain which. */
	readonly candidates: readonly string[];
}

/**
 * Whether a task ran where the lost submit was sent: a model's name, a version's hash, a deployment
 * (providers.md 1.1). A task that does not say where it ran is not told.
 */
function ranThere(target: Target, { model, version, deployment }: Task): boolean | 'not told' {
	const spelled = target.version ?? target.endpoint;
	const [, name = '', hash] = /^([^:]*?)(?::?([\da-f]{64}))?$/.exec(spelled) ?? [];
	const deployed = /^deployments\/(.+)$/.exec(name)?.[1];
	const wanted = hash ?? deployed ?? name;
	// Some tell the version in the model's place.
	const told = hash === undefined ? (deployed === undefined ? model : deployment) : version;
	if (told === wanted || model === wanted) return true;
	return (told ?? '') === '' ? 'not told' : false;
}

const isInside = (value: unknown): boolean =>
	typeof value === 'string'
		? value.startsWith('data:')
		: typeof value === 'object' && value !== null && Object.values(value).some(isInside);

const isNothing = (value: unknown): boolean =>
	value === undefined || value === null || value === '' || isDeepStrictEqual(value, []);

/**
 * Whether a task is the lost one: the same model, the whole input equal, and nothing more on its side than
 * the provider's own defaults. Not told: an echo without input, a file inside the request that comes back
 * as something else, an input of theirs whose default nobody knows.
 */
export function compare(
	{ target, input, assumed = {} }: Pick<LostSubmit, 'target' | 'input' | 'assumed'>,
	task: Task,
): 'same' | 'other' | 'not told' {
	const there = ranThere(target, task);
	if (there === false) return 'other';
	// Secrets are taken out of what is echoed.
	const ours = Object.entries(withoutSecretInputs(input));
	const theirs = task.input;
	if (theirs === undefined || ours.length === 0) return 'not told';
	const differs = ours.filter(([name, value]) => !isDeepStrictEqual(theirs[name], value));
	const more = Object.entries(theirs).filter(
		([name, value]) =>
			!(name in input) && !isNothing(value) && !isDeepStrictEqual(assumed[name], value),
	);
	if (!differs.every(([, value]) => isInside(value))) return 'other';
	if (more.some(([name]) => name in assumed)) return 'other';
	return there === true && differs.length === 0 && more.length === 0 ? 'same' : 'not told';
}

/**
 * Inputs that tasks told themselves: they never change, and all lost submits of a batch look at the same
 * tasks. Owner: the process; key: base URL and id; lifetime: the last 1,000, while there is one to tell.
 */
const inputs = new Map<string, Promise<Task['input']>>();
const INPUTS = 1_000;

async function askInput(session: Session, task: Task): Promise<Task['input']> {
	// Nobody's signal ends it: other items wait for the same answer.
	const answer = await ask(session, 'status', session.adapter.status(task), undefined, task);
	return session.adapter.parseTask(answer, task).input;
}

/** Some lists leave the input out; the task itself may tell it. */
async function withInput(session: Session, task: Task): Promise<Task> {
	if (task.input !== undefined) return task;
	const key = `${session.endpoint.baseUrl.href} ${task.id}`;
	const asked = inputs.get(key) ?? askInput(session, task);
	inputs.set(key, asked);
	const [oldest] = inputs.keys();
	if (inputs.size > INPUTS) inputs.delete(oldest);
	const input = await asked.catch((error: unknown) => {
		inputs.delete(key);
		throw asProblem(error);
	});
	if (input === undefined) inputs.delete(key);
	return { ...task, input };
}

async function candidatesOf(
	session: Session,
	lost: LostSubmit,
	signal: AbortSignal,
): Promise<readonly Task[]> {
	const { adapter } = session;
	if (adapter.list === undefined || adapter.parseList === undefined) return [];
	const since = new Date(lost.sentAt - CLOCK_SLACK_MS);
	const answer = await ask(session, 'list', adapter.list(since), signal);
	const serverNow = Date.parse(answer.headers.date ?? '');
	const skew = Number.isNaN(serverNow) ? 0 : serverNow - Date.now();
	const from = lost.sentAt + skew - CLOCK_SLACK_MS;
	const to = lost.givenUpAt + skew + CLOCK_SLACK_MS;
	const near = adapter.parseList(answer.body).filter((task) => {
		const created = Date.parse(task.createdAt ?? '');
		const inTime = created >= from && created <= to;
		return inTime && !claimed.has(task.id) && ranThere(lost.target, task) !== false;
	});
	const told = await Promise.all(
		near.slice(0, CANDIDATES).map(async (task) => await withInput(session, task)),
	);
	return told.filter((task) => compare(lost, task) !== 'other');
}

/**
 * Looks for the task of a lost submit at 1, 3 and 10 s (design section 8). Found means: exactly one task
 * of the window, that no item of this process has, with the same model and inputs. Buys and cancels nothing.
 */
export async function searchLost(
	session: Session,
	lost: LostSubmit,
	ambiguous: () => boolean,
	signal: AbortSignal,
): Promise<SearchResult> {
	let candidates: readonly Task[] = [];
	let waited = 0;
	for (const at of limits().searchMs) {
		if (session.adapter.list === undefined || signal.aborted) break;
		await session.clock.sleep(at - waited, signal);
		waited = at;
		try {
			candidates = await candidatesOf(session, lost, signal);
		} catch {
			continue;
		}
		const [only] = candidates;
		const certain = candidates.length === 1 && compare(lost, only) === 'same';
		if (certain && !ambiguous() && claim(only.id)) {
			return { found: only, candidates: [] };
		}
	}
	return { candidates: candidates.map((task) => task.id) };
}
