import { startSandbox, words, type HostName, type Sandbox } from './index';

const labels = {
	replicate: 'Replicate',
	fal: 'fal.ai',
	waveSpeed: 'WaveSpeed',
	gateway: 'A gateway (Replicate and fal.ai)',
} as const;

/** `--port 4700`: five ports in a row; without it any free ones. */
function portsFrom(args: readonly string[]): Partial<Record<HostName, number>> {
	const at = args.indexOf('--port');
	const first = at === -1 ? 0 : Number(args[at + 1]);
	if (first === 0) return {};
	if (!Number.isInteger(first) || first > 65_531) throw new Error('--port needs a number');
	return {
		replicate: first,
		fal: first + 1,
		waveSpeed: first + 2,
		gateway: first + 3,
		cdn: first + 4,
	};
}

function describe({ sites, cdn }: Sandbox): string {
	const rows = Object.values(sites).flatMap(({ name, baseUrl, key }) => [
		`${labels[name]}`,
		`  Base URL             ${baseUrl}`,
		`  API Key or Token     ${key}`,
		`  It Speaks Like       ${name === 'gateway' ? 'Gateway' : 'Official API'}`,
		`  Also Download From   ${cdn.host}`,
		'',
	]);
	const table = Object.entries(words).map(([word, effect]) => `  ${word.padEnd(10)} ${effect}`);
	return [
		'The sandbox draws pictures on this machine; nothing is bought.',
		'In a credential switch on "Use a Gateway or Proxy" and type:',
		'',
		...rows,
		'Words in a prompt that show how a provider can behave:',
		...table,
		'',
		'What arrived: GET /_sandbox/counters and /_sandbox/tasks on any of these hosts.',
		'Ctrl-C ends it.',
	].join('\n');
}

async function main(): Promise<void> {
	const sandbox = await startSandbox({ ports: portsFrom(process.argv.slice(2)) });
	console.log(describe(sandbox));
	const stop = (): void => void sandbox.close().then(() => process.exit(0));
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
