import { fork, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

/** What a child process can be asked to do; arguments and answers are plain JSON. */
export type Handlers = Readonly<Record<string, (argument: never) => unknown>>;

export interface Child<H extends Handlers> {
	readonly pid: number;
	call<K extends keyof H & string>(
		name: K,
		...argument: Parameters<H[K]>
	): Promise<Awaited<ReturnType<H[K]>>>;
	end(): Promise<void>;
}

interface Call {
	readonly id: number;
	readonly name: string;
	readonly argument: unknown;
}

interface Answer {
	readonly id: number;
	readonly value?: unknown;
	readonly error?: string;
}

/** Starts one of the bench's TypeScript files in a process of its own. */
export function startChild<H extends Handlers>(
	file: string,
	args: readonly string[] = [],
): Child<H> {
	const execArgv = ['--expose-gc', '--import', 'tsx'];
	const child = fork(resolve(__dirname, file), args, { execArgv });
	const waiting = new Map<number, (answer: Answer) => void>();
	let calls = 0;
	child.on('message', (answer: Answer) => {
		waiting.get(answer.id)?.(answer);
		waiting.delete(answer.id);
	});
	child.on('exit', (code) => {
		for (const [id, tell] of waiting) tell({ id, error: `${file} ended with code ${code}` });
		waiting.clear();
	});
	return {
		pid: child.pid ?? 0,
		call: (name, ...argument) =>
			new Promise((done, failed) => {
				const call: Call = { id: ++calls, name, argument: argument[0] };
				waiting.set(call.id, ({ value, error }) => {
					if (error === undefined) done(value as never);
					else failed(new Error(error));
				});
				child.send(call);
			}),
		end: async () => await ended(child),
	};
}

async function ended(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null) return;
	await new Promise<void>((done) => {
		child.once('exit', () => done());
		child.disconnect();
	});
}

/** The other side: answers calls until the parent lets go. */
export function serve(handlers: Handlers): void {
	process.on('message', ({ id, name, argument }: Call) => {
		const answer = async () => await handlers[name]?.(argument as never);
		answer().then(
			(value) => process.send?.({ id, value }),
			(error: unknown) => {
				const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
				process.send?.({ id, error: text });
			},
		);
	});
	process.once('disconnect', () => process.exit(0));
}
