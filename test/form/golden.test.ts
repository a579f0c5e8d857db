import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { golden } from '../tools/golden';
import { nodes } from '../tools/nodes';
import { printNode } from '../tools/printForm';

const printed = nodes.map(({ node, path }) => ({
	name: node.description.name,
	path,
	text: printNode(node),
}));

function lint(files: ReadonlyArray<{ path: string; text: string }>): string[] {
	const output = execFileSync(process.execPath, [join(__dirname, 'lint.mjs')], {
		input: JSON.stringify(files),
		encoding: 'utf8',
		// In NODE_ENV=test the plugin takes every file for a trigger of its own tests.
		env: { ...process.env, NODE_ENV: 'production' },
	});
	return JSON.parse(output) as string[];
}

describe('the printed form', () => {
	it.each(printed)('of $name equals its golden file', ({ name, text }) => {
		expect(text).toBe(golden(join(__dirname, 'golden', `${name}.txt`), text));
	});

	it("of every node passes n8n's own lint rules", () => {
		expect(lint(printed)).toEqual([]);
	});

	it('is refused by those rules once a label is spelled small', () => {
		const [{ path, text }] = printed;
		const spoiled = text.replace("displayName: 'Aspect Ratio'", "displayName: 'Aspect ratio'");
		expect(lint([{ path, text: spoiled }])).toEqual([
			expect.stringContaining('node-param-display-name-miscased'),
		]);
	});
});
