import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';
import { directions } from './tools/directions.mjs';

const shipped = ['nodes/**/*.ts', 'credentials/**/*.ts'];

const noDefaultExport = {
	selector: 'ExportDefaultDeclaration',
	message: 'A default export has no name to search for.',
};
const noBarrel = {
	selector: 'ExportAllDeclaration, ExportNamedDeclaration[source]',
	message: 'Import from the file that owns it; only vendor.ts and models/index.ts gather.',
};
const noEnvironment = {
	selector: "MemberExpression[object.name='process'][property.name='env']",
	message:
		'Settings come from the credential, the form or Limits; the bundled undici reads the proxy.',
};

const ourStyle = {
	files: ['**/*.ts'],
	extends: [tseslint.configs.strict],
	languageOptions: {
		parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
	},
	rules: {
		eqeqeq: 'error',
		'object-shorthand': 'error',
		'prefer-const': 'error',
		'max-lines': ['error', 200],
		'max-lines-per-function': ['error', { max: 45, skipBlankLines: true, skipComments: true }],
		'no-restricted-syntax': ['error', noDefaultExport],
		'@typescript-eslint/await-thenable': 'error',
		'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
		'@typescript-eslint/no-floating-promises': 'error',
		'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
		'@typescript-eslint/no-unnecessary-type-assertion': 'error',
		'@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
		// What it forbids is how an environment variable is removed.
		'@typescript-eslint/no-dynamic-delete': 'off',
		// n8n's method signatures speak of void in unions.
		'@typescript-eslint/no-invalid-void-type': 'off',
	},
};

const n8nRules = [
	{
		...n8nCommunityNodesPlugin.configs.recommendedWithoutN8nCloudSupport,
		files: [...shipped, 'nodes/**/*.json', 'package.json'],
	},
	{ plugins: { 'n8n-nodes-base': n8nNodesBase } },
	{ files: ['package.json'], rules: n8nNodesBase.configs.community.rules },
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// Wants n8n's own documentation slugs; the two below are off in n8n's scanner as well.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			// Off in n8n's scanner as well.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
	{ files: ['**/*.json'], languageOptions: { parser: tseslint.parser } },
];

export default tseslint.config(
	{ ignores: ['dist/', 'output/', '.cache/', 'test/e2e/', 'test/bench/', '**/package-lock.json'] },
	ourStyle,
	{
		files: shipped,
		rules: {
			'no-console': 'error',
			'no-restricted-syntax': ['error', noDefaultExport, noBarrel, noEnvironment],
		},
	},
	{
		files: ['nodes/shared/vendor.ts', 'nodes/*/models/index.ts'],
		rules: { 'no-restricted-syntax': ['error', noDefaultExport, noEnvironment] },
	},
	{ files: ['nodes/*/*.node.ts'], rules: { 'max-lines': ['error', 80] } },
	{
		files: ['nodes/*/models/*.ts'],
		ignores: ['**/index.ts'],
		rules: { 'max-lines': ['error', 40] },
	},
	// A describe is a function to the rule, and holds what it describes.
	{ files: ['test/**/*.test.ts'], rules: { 'max-lines-per-function': 'off' } },
	...directions,
	...n8nRules,
);
