import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startSandbox, type Sandbox } from '../../sandbox';
import { record, type Recorder } from './recorder';

const root = resolve(__dirname, '../..');

let folder: string;
let sandbox: Sandbox;
/** Stands where the environment points to; what comes here has left the demo's own sandbox. */
let trap: Recorder;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'flux-lora-demo-'));
	sandbox = await startSandbox({ draw: false, seconds: () => 0.05 });
	trap = await record(sandbox.sites.gateway.origin);
});

afterAll(async () => {
	rmSync(folder, { recursive: true });
	trap.close();
	await sandbox.close();
});

interface Ended {
	readonly code: number;
	readonly text: string;
}

async function demo(
	words: readonly string[],
	environment: Record<string, string> = {},
): Promise<Ended> {
	const program = join(root, 'node_modules/tsx/dist/cli.mjs');
	const args = [program, join(root, 'sandbox/demo.ts'), '--output', folder, ...words];
	const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...environment };
	return await new Promise((done) => {
		const child = execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
			done({ code: typeof error?.code === 'number' ? error.code : 0, text: stdout + stderr }),
		);
		child.stdin?.end();
	});
}

const keys = () => ({
	REPLICATE_API_TOKEN: sandbox.sites.gateway.key,
	REPLICATE_BASE_URL: trap.origin,
	REPLICATE_DOWNLOAD_HOSTS: sandbox.cdn.host,
});

describe('npm start', () => {
	it('plays a workflow in its own sandbox, whatever the environment holds', async () => {
		const proxies = { HTTP_PROXY: trap.origin, HTTPS_PROXY: trap.origin, http_proxy: trap.origin };
		const n8n = { N8N_SSRF_PROTECTION_ENABLED: 'true', N8N_LOG_LEVEL: 'debug' };
		const { code, text } = await demo(['examples/replicate-flux-schnell.json'], {
			...{ ...keys(), ...proxies, ...n8n },
		});
		expect(text).toContain('replicate-flux-schnell: 1 picture');
		expect(code).toBe(0);
		expect(trap.requests).toEqual([]);
		const [picture] = readdirSync(join(folder, 'replicate-flux-schnell'));
		expect(picture).toMatch(/\.jpg$/);
		expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain(
			`src="replicate-flux-schnell/${picture}"`,
		);
	});

	it('ends with exit code 1 and the reason when a workflow fails', async () => {
		const file = join(folder, 'broken.json');
		const example = readFileSync(join(root, 'examples/replicate-flux-schnell.json'), 'utf8');
		writeFileSync(file, example.replace('"num_outputs": 1', '"num_outputs": 9'));
		const { code, text } = await demo([file]);
		expect(text).toMatch(/broken +replicate.*FAILED/);
		expect(text).toContain('Number of Images');
		expect(code).toBe(1);
	});

	it('ends with exit code 1 for a provider without a key', async () => {
		const { code, text } = await demo(['--live', 'fal']);
		expect(text).toContain('--live fal needs the key in FAL_KEY');
		expect(code).toBe(1);
	});

	it('says what --live would buy, and buys nothing without a yes', async () => {
		const { code, text } = await demo(['--live', 'replicate'], keys());
		expect(text).toContain('black-forest-labs/flux-dev-lora: 4 tasks, 7 pictures');
		expect(text).toContain('lucataco/flux-schnell-lora: 2 tasks, 2 pictures');
		expect(text).toContain('black-forest-labs/flux-krea-dev: 1 task, 1 picture');
		expect(text).not.toContain('fal');
		expect(text).toContain('add --yes');
		expect(code).toBe(1);
		expect(trap.requests).toEqual([]);
	});

	it('buys at the address of the environment when told yes', async () => {
		rmSync(join(folder, 'replicate-flux-schnell'), { recursive: true });
		const words = ['--live', 'replicate', '--yes', 'examples/replicate-flux-schnell.json'];
		const { code, text } = await demo(words, keys());
		expect(text).toContain('black-forest-labs/flux-schnell: 1 task, 1 picture');
		expect(trap.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
		expect(existsSync(join(folder, 'replicate-flux-schnell'))).toBe(true);
		expect(code).toBe(0);
	});
});
