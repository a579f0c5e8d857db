import { startSandbox, type Fault, type Sandbox } from '../../sandbox';
import { sandboxCredentials } from '../../sandbox/demo/credentials';
import type * as Limits from '../../nodes/shared/limits';
import { builtModule, closeConnections, runNode } from './harness';

const limits = builtModule<typeof Limits>('nodes/shared/limits');
let sandbox: Sandbox;

beforeAll(async () => {
	limits.scaleLimits(100);
	sandbox = await startSandbox({ draw: false, seconds: () => 0.01 });
});

afterAll(async () => {
	limits.scaleLimits();
	await closeConnections();
	await sandbox.close();
});

async function failing(fault: Fault, times = 1) {
	sandbox.faults.clear();
	sandbox.faults.add({ site: 'fal', step: 'submit', fault, times });
	const { error } = await runNode({
		type: 'falImage',
		parameters: { operation: 'generate', model: 'fal-ai/flux-lora', prompt: 'a boat' },
		credentials: sandboxCredentials(sandbox.sites, sandbox.cdn.host).falImageApi,
	});
	return error;
}

describe('the error a person sees when the whole node fails', () => {
	it('does not advise a retry where n8n would, when the task may have been accepted', async () => {
		const error = await failing({ kind: 'reset', when: 'afterTask' });
		expect(error?.message).toMatch(/it is not known whether fal accepted it/);
		expect(`${error?.message} ${error?.description}`).not.toMatch(/retry the request/i);
		expect(error?.description).toMatch(/^It may have been charged\./);
	});

	it("carries the provider's own words, the bill and the next step", async () => {
		const error = await failing({ kind: 'status', status: 403 }, 9);
		expect(error?.message).toContain('sandbox fault: status 403');
		expect(error?.description).toMatch(/^Nothing was charged for it\. \S/);
	});
});
