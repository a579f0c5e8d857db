import type { ExecutionLifecycleHooks } from 'n8n-core';
import type { ICredentialsHelper, IWorkflowExecuteAdditionalData } from 'n8n-workflow';

export interface Parts {
	readonly executionId: string;
	readonly credentialsHelper: ICredentialsHelper;
	readonly hooks: ExecutionLifecycleHooks;
}

/** No server runs: these addresses only fill expressions such as `$execution.resumeUrl`. */
const base = 'http://localhost:5678';

/** What n8n's server side would hand to the engine; what the runner lacks says so when asked. */
export function additionalData(parts: Parts): IWorkflowExecuteAdditionalData {
	const absent = (what: string) => async () => {
		throw new Error(`The runner has no ${what}`);
	};
	return {
		...parts,
		currentNodeExecutionIndex: 0,
		restApiUrl: `${base}/rest`,
		instanceBaseUrl: `${base}/`,
		formBaseUrl: `${base}/form`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		formTestBaseUrl: `${base}/form-test`,
		webhookBaseUrl: `${base}/webhook`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		mcpBaseUrl: `${base}/mcp`,
		mcpTestBaseUrl: `${base}/mcp-test`,
		variables: {},
		setExecutionStatus: () => undefined,
		logAiEvent: () => undefined,
		executeWorkflow: absent('sub-workflows'),
		getRunExecutionData: async () => undefined,
		getRuntimeCredential: async () => undefined,
		startRunnerTask: absent('task runner'),
		externalSecretsProxy: undefined as never,
	};
}
