import type { HostName, Step } from './types';

/** `made`: the task (cancel, upload …) is done before the answer is lost or replaced. */
export type Fault =
	| { readonly kind: 'refused'; readonly ms: number }
	| {
			readonly kind: 'reset';
			readonly when: 'beforeRead' | 'beforeTask' | 'afterTask' | 'midAnswer';
	  }
	/** Answers, keeps the connection, and resets it when the next request comes on it. */
	| { readonly kind: 'staleConnection' }
	| { readonly kind: 'stallHeaders'; readonly made?: boolean }
	| { readonly kind: 'stallBody' }
	| { readonly kind: 'drip'; readonly bytes?: number; readonly ms?: number }
	| {
			readonly kind: 'status';
			readonly status: number;
			readonly made?: boolean;
			/** How a server says when to come again; `body` is Replicate's "resets in ~Ns". */
			readonly hint?: 'seconds' | 'date' | 'body';
			readonly seconds?: number;
			readonly html?: boolean;
	  }
	| { readonly kind: 'html'; readonly status?: number; readonly made?: boolean }
	| { readonly kind: 'empty'; readonly status?: number; readonly made?: boolean }
	| { readonly kind: 'truncated' }
	| { readonly kind: 'wrongTypes' }
	| { readonly kind: 'unknownStatus'; readonly word?: string }
	| { readonly kind: 'backwards' }
	| { readonly kind: 'noOutput' }
	/** The task's outputs are deleted from now on. */
	| { readonly kind: 'outputRemoved' }
	| { readonly kind: 'wrongMime'; readonly type?: string }
	/** An HTML page that calls itself a picture. */
	| { readonly kind: 'notPicture' }
	/** Announces this many bytes more than it sends, then ends; negative: fewer. */
	| { readonly kind: 'wrongLength'; readonly by?: number }
	| { readonly kind: 'endless' }
	/** Without a location it leads to itself. */
	| { readonly kind: 'redirect'; readonly location?: string; readonly status?: number }
	/** The answer's own URLs (`urls`, `status_url` …) name another host; without one, the foreign host. */
	| { readonly kind: 'foreignUrls'; readonly origin?: string }
	| { readonly kind: 'silentStream' }
	| { readonly kind: 'brokenStream' }
	/** Each event, or the whole answer, comes twice. */
	| { readonly kind: 'duplicate' }
	/** The answer of now, later. */
	| { readonly kind: 'late'; readonly ms: number };

export interface FaultPlan {
	readonly site?: HostName;
	/** Without one it fits every step. */
	readonly step?: Step;
	/** Part of the prompt. */
	readonly prompt?: string;
	readonly taskId?: string;
	/** Matching requests that go well before. */
	readonly skip?: number;
	/** How often; once when not said. */
	readonly times?: number;
	readonly fault: Fault;
}

export interface FaultTarget {
	readonly site: HostName;
	readonly steps: readonly Step[];
	readonly prompt: string;
	readonly taskId?: string;
}

export interface FaultHit {
	readonly kind: Fault['kind'];
	readonly site: HostName;
	readonly step: Step;
}

export interface Faults {
	/** Plans are tried in the order they were added; `refused` acts at once, at its site or at all. */
	readonly add: (...plans: readonly FaultPlan[]) => void;
	readonly clear: () => void;
	/** Plans that still wait for their request. */
	readonly pending: () => readonly FaultPlan[];
	readonly hits: () => readonly FaultHit[];
}

export interface FaultBook extends Faults {
	readonly take: (target: FaultTarget) => Fault | undefined;
	/** Whether this request is to be reset unread; such plans know neither prompt nor task. */
	readonly beforeRead: (site: HostName, steps: readonly Step[]) => boolean;
}

interface Entry {
	readonly plan: FaultPlan;
	skip: number;
	left: number;
}

export function createFaultBook(
	pause: (site: HostName | undefined, ms: number) => void,
): FaultBook {
	let entries: Entry[] = [];
	let hits: FaultHit[] = [];
	const use = (fits: (plan: FaultPlan) => boolean, target: Omit<FaultTarget, 'prompt'>) => {
		for (const entry of entries) {
			if (entry.left === 0 || !fits(entry.plan)) continue;
			if (entry.skip > 0) {
				entry.skip--;
				continue;
			}
			entry.left--;
			const step = entry.plan.step ?? target.steps[0] ?? 'other';
			hits.push({ kind: entry.plan.fault.kind, site: target.site, step });
			return entry.plan.fault;
		}
		return undefined;
	};
	return {
		add: (...plans) => {
			for (const plan of plans) {
				if (plan.fault.kind === 'refused') {
					hits.push({ kind: 'refused', site: plan.site ?? 'cdn', step: plan.step ?? 'other' });
					pause(plan.site, plan.fault.ms);
				} else {
					entries.push({ plan, skip: plan.skip ?? 0, left: plan.times ?? 1 });
				}
			}
		},
		clear: () => {
			entries = [];
			hits = [];
		},
		pending: () => entries.filter(({ left }) => left > 0).map(({ plan }) => plan),
		hits: () => [...hits],
		beforeRead: (site, steps) =>
			use((plan) => isUnread(plan) && place(plan, { site, steps }), { site, steps }) !== undefined,
		take: (target) => use((plan) => !isUnread(plan) && fitsAll(plan, target), target),
	};
}

function isUnread({ fault, prompt, taskId }: FaultPlan): boolean {
	return (
		fault.kind === 'reset' &&
		fault.when === 'beforeRead' &&
		prompt === undefined &&
		taskId === undefined
	);
}

function place(plan: FaultPlan, { site, steps }: Pick<FaultTarget, 'site' | 'steps'>): boolean {
	if (plan.site !== undefined && plan.site !== site) return false;
	return plan.step === undefined || steps.includes(plan.step);
}

function fitsAll(plan: FaultPlan, target: FaultTarget): boolean {
	if (!place(plan, target)) return false;
	if (plan.prompt !== undefined && !target.prompt.includes(plan.prompt)) return false;
	return plan.taskId === undefined || plan.taskId === target.taskId;
}
