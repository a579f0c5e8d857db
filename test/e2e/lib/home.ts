import type { FaultPlan, SandboxOptions } from '../../../sandbox/index';

/** The same ports and keys at each start, so that credentials made by hand stay good as well. */
export const sandboxHome: SandboxOptions = {
	ports: { replicate: 4700, fal: 4701, waveSpeed: 4702, gateway: 4703, cdn: 4704 },
	keys: {
		replicate: 'r8_sandboxsandboxsandboxsandboxsandbox01',
		fal: '5a5a5a5a-5a5a-4a5a-8a5a-5a5a5a5a5a5a:sandboxsandboxsandboxsandboxsand',
		waveSpeed: 'sandboxsandboxsandboxsandboxsandboxsandboxsandboxsandboxsandbox0',
		gateway: 'sk-sandboxsandboxsandboxsandboxsandboxsandboxsandbox',
	},
};

/** So that the fallback example shows its fallback. */
export const noCredit: FaultPlan = {
	site: 'replicate',
	step: 'submit',
	prompt: 'a night train',
	times: Number.MAX_SAFE_INTEGER,
	fault: { kind: 'status', status: 402 },
};
