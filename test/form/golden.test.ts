import { join } from 'node:path';
import { golden } from '../tools/golden';
import { nodes } from '../tools/nodes';
import { lintForms } from '../tools/lintForms';
import { printNode } from '../tools/printForm';

const printed = nodes.map(({ node, path }) => ({
	name: node.description.name,
	path,
	text: printNode(node),
}));

describe('the printed form', () => {
	it.each(printed)('of $name equals its golden file', ({ name, text }) => {
		expect(text).toBe(golden(join(__dirname, 'golden', `${name}.txt`), text));
	});

	it("of every node passes n8n's own lint rules", () => {
		expect(lintForms(printed)).toEqual([]);
	});

	it('is refused by those rules once a label is spelled small', () => {
		const [{ path, text }] = printed;
		const spoiled = text.replace("displayName: 'Aspect Ratio'", "displayName: 'Aspect ratio'");
		expect(lintForms([{ path, text: spoiled }])).toEqual([
			expect.stringContaining('node-param-display-name-miscased'),
		]);
	});
});
