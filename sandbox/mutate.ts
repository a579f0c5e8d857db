import { isRecord } from './types';

/** Changes the object that holds the status: the answer itself, or WaveSpeed's `data`. */
function inTask(json: unknown, change: (task: Record<string, unknown>) => Record<string, unknown>) {
	if (!isRecord(json)) return json;
	return isRecord(json['data']) ? { ...json, data: change(json['data']) } : change(json);
}

const firstStatus: Readonly<Record<string, string>> = {
	starting: 'starting',
	processing: 'starting',
	succeeded: 'processing',
	failed: 'processing',
	canceled: 'processing',
	IN_QUEUE: 'IN_QUEUE',
	IN_PROGRESS: 'IN_QUEUE',
	COMPLETED: 'IN_PROGRESS',
	created: 'created',
	completed: 'processing',
};

export function backwards(json: unknown): unknown {
	return inTask(json, (task) => ({
		...task,
		...(typeof task['status'] === 'string' && { status: firstStatus[task['status']] }),
		...('output' in task && { output: null }),
		...('outputs' in task && { outputs: [] }),
	}));
}

export function unknownStatus(json: unknown, word: string): unknown {
	return inTask(json, (task) => ({ ...task, status: word }));
}

export function noOutput(json: unknown): unknown {
	return inTask(json, (task) => ({
		...task,
		...('output' in task && { output: [] }),
		...('outputs' in task && { outputs: [] }),
		...('images' in task && { images: [] }),
	}));
}

/** Every value is of another type than it should be. */
export function wrongTypes(json: unknown): unknown {
	return inTask(json, (task) =>
		Object.fromEntries(Object.entries(task).map(([key, value]) => [key, twisted(value)])),
	);
}

function twisted(value: unknown): unknown {
	if (typeof value === 'string') return { text: value };
	if (typeof value === 'number') return String(value);
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	return value === null ? 7 : [value];
}

const urlKeys = new Set(['urls', 'status_url', 'response_url', 'cancel_url']);

/** The answer's own addresses, on another host. */
export function foreignUrls(json: unknown, origin: string): unknown {
	return inTask(json, (task) =>
		Object.fromEntries(
			Object.entries(task).map(([key, value]) => [
				key,
				urlKeys.has(key) ? moved(value, origin) : value,
			]),
		),
	);
}

function moved(value: unknown, origin: string): unknown {
	if (typeof value === 'string') return value.replace(/^https?:\/\/[^/]+/, origin);
	if (!isRecord(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, moved(text, origin)]));
}
