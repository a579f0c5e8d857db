import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './imports';

interface Case {
	readonly says: string;
	readonly file: string;
	readonly code: string;
	readonly rule: string;
}

const cases: readonly Case[] = [
	{
		says: 'a model that knows an adapter',
		file: 'nodes/Fal/models/x.ts',
		code: "import '../fal';",
		rule: 'no-restricted-imports',
	},
	{
		says: 'an adapter that opens connections',
		file: 'nodes/Fal/x.ts',
		code: "import { request } from '../shared/vendor';\nexport const x = request;",
		rule: 'no-restricted-imports',
	},
	{
		says: 'an adapter that knows n8n',
		file: 'nodes/Fal/x.ts',
		code: "import type { INode } from 'n8n-workflow';\nexport type X = INode;",
		rule: 'no-restricted-imports',
	},
	{
		says: 'an adapter that knows another provider',
		file: 'nodes/Fal/x.ts',
		code: "import '../Replicate/replicate';",
		rule: 'no-restricted-imports',
	},
	{
		says: 'undici outside the files that open connections',
		file: 'nodes/shared/x.ts',
		code: "import { request } from './vendor';\nexport const x = request;",
		rule: 'no-restricted-imports',
	},
	{
		says: 'a package that does not come through vendor.ts',
		file: 'nodes/shared/net/transport.ts',
		code: "import { request } from 'undici';\nexport const x = request;",
		rule: 'no-restricted-imports',
	},
	{
		says: 'n8n in the client',
		file: 'nodes/shared/client/client.ts',
		code: "import type { INode } from 'n8n-workflow';\nexport type X = INode;",
		rule: 'no-restricted-imports',
	},
	{
		says: 'a sandbox that shares code with the nodes',
		file: 'sandbox/x.ts',
		code: "import '../nodes/shared/task';",
		rule: 'no-restricted-imports',
	},
	{
		says: 'a node that reads the environment',
		file: 'nodes/shared/x.ts',
		code: 'export const x = process.env.X;',
		rule: 'no-restricted-syntax',
	},
	{
		says: 'a default export',
		file: 'nodes/shared/x.ts',
		code: 'export default 1;',
		rule: 'no-restricted-syntax',
	},
	{
		says: 'a word to the console',
		file: 'nodes/shared/x.ts',
		code: "console.log('x');",
		rule: 'no-console',
	},
	{
		says: 'a model file of 41 lines',
		file: 'nodes/Fal/models/x.ts',
		code: '// one line\n'.repeat(41),
		rule: 'max-lines',
	},
];

// ESLint's flat config is an ES module, which jest cannot import without a flag of Node.
const script = `
import { ESLint } from 'eslint';
const cases = JSON.parse(process.argv[1]);
// Rules that need types cannot read a file that is not on disk.
const eslint = new ESLint({
	overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
	ruleFilter: ({ ruleId }) => cases.some(({ rule }) => rule === ruleId),
});
const seen = [];
for (const { code, file } of cases) {
	const [result] = await eslint.lintText(code, { filePath: file });
	seen.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
}
console.log(JSON.stringify(seen));
`;

jest.setTimeout(120_000);

let seen: string[][] = [];

beforeAll(async () => {
	const { stdout } = await promisify(execFile)(
		process.execPath,
		['--input-type=module', '-e', script, JSON.stringify(cases)],
		{ cwd: join(root) },
	);
	seen = JSON.parse(stdout) as string[][];
});

test.each(cases.map((each, index) => ({ ...each, index })))('lint refuses $says', (each) => {
	expect(seen[each.index]).toContain(each.rule);
});
