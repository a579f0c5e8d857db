import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { counted } from './verdict';

/** Runs the command as a person does, in a process of its own: handles left open are counted there. */
async function chaos(...args: readonly string[]): Promise<{ code: number | null; text: string }> {
	const main = resolve(__dirname, 'main.ts');
	const child = spawn(process.execPath, [require.resolve('tsx/cli'), main, ...args]);
	let text = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
	}
	const code = await new Promise<number | null>((end) => child.on('close', end));
	return { code, text };
}

describe('chaos: 200 runs of a fixed seed through the engine', () => {
	let code: number | null;
	let text: string;
	beforeAll(async () => {
		({ code, text } = await chaos('--runs', '200', '--seed', '1'));
	}, 180_000);

	test.each(Object.values(counted))('0 %s', (words) => {
		expect(text).toContain(`     0  ${words}\n`);
	});

	it('meets each fault and each row of the retry table', () => {
		expect(text).not.toContain('Not met');
		expect(text).toMatch(/Rows of the retry table: (\d+) of \1\n/);
	});

	it('ends well', () => {
		expect([code, code === 0 ? '' : text]).toEqual([0, '']);
	});
});

it('plays the same run for the same seed', async () => {
	const { planOf } = await import('./plan');
	expect(planOf(7, 11)).toEqual(planOf(7, 11));
	expect(planOf(7, 11)).not.toEqual(planOf(8, 11));
});
