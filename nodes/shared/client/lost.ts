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

/** A submit that brought no answer. */
export interface LostSubmit {
	readonly target: Target;
	readonly input: Readonly<Record<string, unknown>>;
	/** Date.now() when the submit left, and when it was given up. */
	readonly sentAt: number;
	readonly givenUpAt: number;
}

export interface SearchResult {
	readonly found?: Task;
	/** Tasks that could be the lost one when it is not certain which. */
	readonly candidates: readonly string[];
}

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

function isModelOf({ target }: Pick<LostSubmit, 'target'>, task: Task): boolean {
	const [endpoint] = target.endpoint.split(':', 1);
	const version = target.version?.split(':').at(-1);
	return task.model === '' || [endpoint, target.version, version].includes(task.model);
}

/** Whether a task is the lost one by model and scalar inputs; a task whose input is not told cannot be compared. */
export function compare(
	lost: Pick<LostSubmit, 'target' | 'input'>,
	task: Task,
): 'same' | 'other' | 'not told' {
	if (!isModelOf(lost, task)) return 'other';
	// Secrets are taken out of what is echoed.
	const scalars = Object.entries(withoutSecretInputs(lost.input)).filter(([, value]) =>
		isScalar(value),
	);
	const { input } = task;
	if (input === undefined || scalars.length === 0) return 'not told';
	return scalars.every(([name, value]) => input[name] === value) ? 'same' : 'other';
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
		return created >= from && created <= to && !claimed.has(task.id) && isModelOf(lost, task);
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
