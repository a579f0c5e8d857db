import { sandboxCredentials } from '../../../sandbox/demo/credentials';
import type { Sandbox } from '../../../sandbox/index';
import type { Rest } from './rest';

export interface Credential {
	readonly id: string;
	readonly name: string;
	readonly type: string;
}

/** The names that the examples carry, and what each is filled with. */
const wanted = [
	['Replicate account', 'replicateImageApi', 'replicateImageApi'],
	['fal.ai account', 'falImageApi', 'falImageApi'],
	['WaveSpeed account', 'waveSpeedImageApi', 'waveSpeedImageApi'],
	['Gateway (Replicate)', 'replicateImageApi', 'Gateway (Replicate)'],
	['Gateway (fal.ai)', 'falImageApi', 'Gateway (fal.ai)'],
] as const;

/** Makes or refreshes the sandbox's credentials. */
export async function sandboxCredentialsIn(rest: Rest, sandbox: Sandbox): Promise<Credential[]> {
	const typed = sandboxCredentials(sandbox.sites, sandbox.cdn.host);
	const there = await rest.get<Credential[]>('/credentials');
	const made: Credential[] = [];
	for (const [name, type, from] of wanted) {
		const body = { name, type, data: typed[from] };
		const old = there.find((one) => one.name === name);
		made.push(
			old === undefined
				? await rest.post<Credential>('/credentials', body)
				: await rest.patch<Credential>(`/credentials/${old.id}`, body),
		);
	}
	return made;
}
