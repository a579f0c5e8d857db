import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { startEngine } from '../../sandbox/runner/engine';

/** A run of tests, as short as one can be: it makes a folder and forgets it. */
const run = `
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const [, open, remove] = process.argv;
require(open)().then(() => {
	console.log(mkdtempSync(tmpdir() + '/left-behind-'));
	return require(remove)();
});
`;

describe("the tests' temporary files", () => {
	it('lie in a folder of the run', async () => {
		expect(basename(tmpdir())).toMatch(/^flux-lora-tests-/);
		const { filesFolder } = await startEngine();
		expect(filesFolder.startsWith(join(tmpdir(), 'flux-lora-n8n-'))).toBe(true);
	});

	it('go with it', () => {
		const place = mkdtempSync(join(tmpdir(), 'temporary-'));
		const hooks = ['open.js', 'remove.js'].map((name) => join(__dirname, name));
		const env = { ...process.env, TMPDIR: place, TEMP: place, TMP: place };
		const made = execFileSync(process.execPath, ['-e', run, ...hooks], { env, encoding: 'utf8' });
		expect(made).toContain(join(place, 'flux-lora-tests-'));
		expect(readdirSync(place)).toEqual([]);
		rmdirSync(place);
	});
});
