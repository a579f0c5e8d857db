import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { Closed, Source } from '../net/download';
import { taskProblem } from '../words/explain';
import { fileNameFor, type Naming } from './fileName';
import { limits } from '../limits';
import type { RunOptions } from './parameters';
import { fetchPicture } from '../client/picture';
import type { Problem } from '../problem';
import type { Picture } from './rows';
import type { Session } from '../client/session';
import type { Output, Task } from '../task';

export interface Fetching {
	readonly context: IExecuteFunctions;
	/** Else nothing is fetched: an agent can use addresses and facts, not files (n8n.md 7). */
	readonly keepsFiles: boolean;
	readonly session: Session;
	readonly source: Source;
	readonly options: RunOptions;
	/** What the files are called after. */
	readonly naming: Pick<Naming, 'rowNumber' | 'prompt'>;
	readonly signal: AbortSignal;
}

function flagged(task: Task, number: number): Problem {
	return taskProblem(task, {
		kind: 'flagged',
		message: `Image ${number} was flagged by the provider's safety checker`,
		charged: 'yes',
		safeToRetry: false,
		nextStep:
			'Change the prompt. The image is paid: Get a Task fetches it with "If an Image Is Flagged" set to return it.',
	});
}

/** The provider or its storage has deleted it (providers.md 2.3, 2.10, 3.10). */
function gone(task: Task, number: number, reason: string): Problem {
	return taskProblem(task, {
		kind: 'expired',
		message: `Image ${number} is no longer there: ${reason}`,
		charged: 'yes',
		safeToRetry: false,
		nextStep:
			'Try Get a Task once, which buys nothing. If the image is deleted, only a new order brings one; fetch it in time.',
	});
}

function notFetched(fetching: Fetching, task: Task, number: number, closed: Closed): Problem {
	const { redact } = fetching.session.place;
	const reason = redact(closed.reason);
	if (closed.gone === true) return gone(task, number, reason);
	const what = closed.kind === 'notAPicture' ? 'is no image' : 'could not be fetched';
	const first = closed.kind === 'tooLarge' ? 'Raise Maximum File Size under Options. ' : '';
	return taskProblem(task, {
		kind: closed.kind,
		message: `Image ${number} ${what}: ${reason}`,
		charged: 'yes',
		safeToRetry: false,
		nextStep: `${first}The image is paid: fetch it with Get a Task and the task id, which buys nothing.`,
	});
}

/** What has outlived its time is no late file. */
function lateUntil({ clock }: Session, { urlExpiresAt }: Task): number {
	const over = Date.parse(urlExpiresAt ?? '') <= Date.now();
	return over ? 0 : clock.now() + limits().lateFileMs;
}

async function fetchOne(
	fetching: Fetching,
	task: Task,
	output: Output,
	number: number,
): Promise<Picture | Problem> {
	const { context, session, source, options, naming, signal } = fetching;
	const count = task.outputs.length;
	const fetched = await fetchPicture<IBinaryData>(
		output,
		source,
		options.maxBytes,
		async (stream, { extension, mimeType }) => {
			const wanted = options.fileName;
			const name = fileNameFor({ ...naming, wanted, taskId: task.id, number, count, extension });
			return await context.helpers.prepareBinaryData(stream, name, mimeType);
		},
		session.clock,
		signal,
		lateUntil(session, task),
	);
	return 'stored' in fetched ? { output, fetched } : notFetched(fetching, task, number, fetched);
}

/**
 * Fetches a task's pictures side by side. Each entry is a picture or the problem that stands for it;
 * flagged ones fail, come along or are left out, as the user chose.
 */
export async function fetchPictures(
	fetching: Fetching,
	task: Task,
): Promise<ReadonlyArray<Picture | Problem>> {
	const { onFlagged } = fetching.options;
	const wanted = task.outputs
		.slice(0, limits().outputs)
		.map((output, index) => ({ output, number: index + 1 }))
		.filter(({ output }) => output.flagged !== true || onFlagged !== 'drop');
	return await Promise.all(
		wanted.map(async ({ output, number }) => {
			if (output.flagged === true && onFlagged === 'fail') return flagged(task, number);
			// What lies inside the answer has no link, and is here already.
			const wantsFile = fetching.options.download || output.url.startsWith('data:');
			if (!fetching.keepsFiles || !wantsFile) return { output };
			return await fetchOne(fetching, task, output, number);
		}),
	);
}
