import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const page = readFileSync(resolve(root, 'docs/promises.md'), 'utf8');
const promises = page.split('\n').filter((line) => line.startsWith('| **'));

/** `[keys/leaks.test.ts](../test/keys/leaks.test.ts) “the test's title”`, one or more. */
const named = [...page.matchAll(/\]\(\.\.\/(test\/[^)]+)\) “([^”]+)”/g)].map(
	([, path, title]) => [path, title] as const,
);
const heldBy = (promise: string) => promise.match(/\]\(\.\.\/test\/[^)]+\) “[^”]+”/g) ?? [];

describe('the page of promises', () => {
	it('promises something about money and about keys', () => {
		expect(promises.length).toBeGreaterThan(12);
		expect(page).toMatch(/^## Your money$[^]*^## Your key$/m);
	});

	test.each(promises.map((promise) => [/\*\*(.+?)\*\*/.exec(promise)?.[1] ?? promise, promise]))(
		'%s: is held by a test',
		(_name, promise) => {
			expect(heldBy(promise)).not.toEqual([]);
		},
	);

	test.each(named)('%s has the test "%s", and runs it', (path, title) => {
		expect(existsSync(resolve(root, path))).toBe(true);
		const source = readFileSync(resolve(root, path), 'utf8');
		const titles = [...source.matchAll(/(?:'((?:[^'\\\n]|\\.)+)'|"([^"\n]+)")\s*,/g)];
		expect(titles.map(([, single, double]) => single ?? double)).toContain(title);
		expect(source).toMatch(/\bexpect\(/);
		expect(source).not.toMatch(/\b(?:it|test|describe)\.(?:skip|only|todo)\b/);
	});

	it('is linked from the README', () => {
		expect(readFileSync(resolve(root, 'README.md'), 'utf8')).toContain('docs/promises.md');
	});
});
