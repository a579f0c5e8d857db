import { limits } from './limits';
import { ask, type Session } from './session';
import type { Target, Task } from './task';

/** The clocks of both sides are compared through the answer's Date header, which has whole seconds. */
const CLOCK_SLACK_MS = 2_000;
const CLAIMS = 10_000;

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

/** Same model and equal scalar inputs; a task whose input is not told cannot be compared. */
export function isSame(lost: Pick<LostSubmit, 'target' | 'input'>, task: Task): boolean {
	const [endpoint] = lost.target.endpoint.split(':', 1);
	const version = (lost.target.version ?? '').split(':').at(-1) ?? '';
	const known = [endpoint, lost.target.version, version].filter((name) => name !== '');
	if (task.model !== '' && !known.includes(task.model)) return false;
	const scalars = Object.entries(lost.input).filter(([, value]) => isScalar(value));
	if (task.input === undefined || scalars.length === 0) return false;
	return scalars.every(([name, value]) => task.input?.[name] === value);
}

async function candidatesOf(session: Session, lost: LostSubmit): Promise<readonly Task[]> {
	const { adapter } = session;
	if (adapter.list === undefined || adapter.parseList === undefined) return [];
	const since = new Date(lost.sentAt - CLOCK_SLACK_MS);
	const answer = await ask(session, 'list', adapter.list(since));
	const serverNow = Date.parse(answer.headers.date ?? '');
	const skew = Number.isNaN(serverNow) ? 0 : serverNow - Date.now();
	const from = lost.sentAt + skew - CLOCK_SLACK_MS;
	const to = lost.givenUpAt + skew + CLOCK_SLACK_MS;
	return adapter.parseList(answer.body).filter((task) => {
		const created = Date.parse(task.createdAt ?? '');
		return created >= from && created <= to && !claimed.has(task.id) && isSame(lost, task);
	});
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
			candidates = await candidatesOf(session, lost);
		} catch {
			continue;
		}
		const [only] = candidates;
		if (candidates.length === 1 && !ambiguous() && claim(only.id)) {
			return { found: only, candidates: [] };
		}
	}
	return { candidates: candidates.map((task) => task.id) };
}
