import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { golden } from '../tools/golden';
import { withTables } from '../tools/tables';

const path = join(__dirname, '..', '..', 'docs', 'models.md');

describe('the tables of docs/models.md', () => {
	it('are made from the declarations', () => {
		const expected = withTables(readFileSync(path, 'utf8'));
		expect(golden(path, expected)).toBe(expected);
	});
});
