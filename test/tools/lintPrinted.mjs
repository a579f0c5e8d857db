// Lints printed forms with n8n's own rules: [{path, text}] on stdin, findings as JSON on stdout.
// A process of its own, since the plugins are ES modules and jest runs CommonJS.
import { text } from 'node:stream/consumers';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { ESLint } from 'eslint';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const eslint = new ESLint({
	overrideConfigFile: true,
	allowInlineConfig: false,
	overrideConfig: [
		{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
		{ files: ['**/*.ts'], ...n8nCommunityNodesPlugin.configs.recommendedWithoutN8nCloudSupport },
		{
			files: ['**/*.ts'],
			plugins: { 'n8n-nodes-base': n8nNodesBase },
			rules: {
				...n8nNodesBase.configs.nodes.rules,
				// Off in n8n's scanner as well (n8n.md 9).
				'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
				'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
				'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
			},
		},
	],
});

const findings = [];
for (const { path, text: code } of JSON.parse(await text(process.stdin))) {
	const lines = code.split('\n');
	for (const { messages } of await eslint.lintText(code, { filePath: path })) {
		for (const { line, ruleId, message } of messages) {
			findings.push(`${path}:${line} ${ruleId}: ${message} | ${lines[line - 1].trim()}`);
		}
	}
}
process.stdout.write(JSON.stringify(findings));
