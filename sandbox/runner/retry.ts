import {
	replaceCircularReferences,
	type IRun,
	type IRunExecutionData,
	type Workflow,
} from 'n8n-workflow';

/**
 * What n8n's Retry button starts the new execution with: the failed run's data as it was stored,
 * without the failed node's last round, and with the workflow's present nodes (n8n.md 5).
 */
export function savedForRetry(run: IRun, workflow: Workflow): IRunExecutionData {
	const stored = JSON.stringify(replaceCircularReferences(run.data));
	const data = JSON.parse(stored) as IRunExecutionData;
	const { resultData } = data;
	delete resultData.error;
	const rounds = resultData.runData[resultData.lastNodeExecuted ?? ''];
	if (rounds?.at(-1)?.error !== undefined) rounds.pop();
	for (const entry of data.executionData?.nodeExecutionStack ?? []) {
		const node = workflow.getNode(entry.node.name);
		if (node === null) throw new Error(`The workflow has no node "${entry.node.name}" any more`);
		entry.node = node;
	}
	return data;
}
