import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { golden } from '../tools/golden';
import { withTables } from '../tools/tables';

const path = join(__dirname, '..', '..', 'README.md');

describe("the README's tables of models", () => {
	it('are made from the declarations', () => {
		const expected = withTables(readFileSync(path, 'utf8'));
		expect(golden(path, expected)).toBe(expected);
	});
});
