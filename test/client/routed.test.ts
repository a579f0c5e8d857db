import type { INode } from 'n8n-workflow';
import { failedRow, routed } from '../../nodes/shared/n8n/failure';
import { beforeSubmit } from '../../nodes/shared/problem';

const node = (onError: INode['onError']): INode => ({
	...{ id: '1', name: 'Draw', type: 'x', typeVersion: 1, position: [0, 0], parameters: {} },
	onError,
});

const row = (onError: INode['onError']) => {
	const problem = beforeSubmit(new Error('No such LoRA'));
	const context = { provider: 'replicate', item: 0, model: null, prompt: null } as const;
	return routed(failedRow(problem, context), problem, node(onError));
};

describe('a failed row on an n8n up to 2.33', () => {
	it('carries an error, by which n8n sends it to the error output', () => {
		expect(row('continueErrorOutput').error).toBeInstanceOf(Error);
	});

	it('loses it in the copy that n8n makes, so that its details are not written over', () => {
		const copy = { ...row('continueErrorOutput') };
		expect(copy.error).toBeUndefined();
		expect(copy.json.details).toMatchObject({ charged: 'no' });
	});

	it('lets n8n 1.101 empty it, as that does with every row', () => {
		const failed = row('continueErrorOutput');
		failed.error = undefined;
		expect(failed.error).toBeUndefined();
	});

	it('carries none where the row goes on in the regular output', () => {
		expect(row('continueRegularOutput').error).toBeUndefined();
	});
});
