import { logLine } from '../../nodes/shared/words/logLine';

describe('a log line', () => {
	const facts = { node: 'Draw', item: 0, model: 'owner/model', taskId: 'abc123' };

	test.each([
		[
			'carries the task id in its text, the only part that n8n prints',
			{ execution: '7', ...facts },
			'Replicate Image: Task submitted (execution 7, node Draw, item 0, model owner/model, task abc123)',
		],
		[
			'leaves out what is not known',
			{ node: 'Draw', item: 3, taskId: undefined },
			'Replicate Image: Task submitted (node Draw, item 3)',
		],
		[
			'is one line, whatever the provider calls its task',
			{ taskId: 'a\nERROR forged\u2028line' },
			'Replicate Image: Task submitted (task a\uFFFDERROR forged\uFFFDline)',
		],
		['says no more than its message without facts', {}, 'Replicate Image: Task submitted'],
	])('%s', (_name, given, line) => {
		expect(logLine('Replicate', 'Task submitted', given)).toBe(line);
	});
});
