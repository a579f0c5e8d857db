/**
 * n8n's scanner as it lints a package, less the rules that only n8n Cloud's verified packages owe
 * (`recommendedWithoutN8nCloudSupport`). It runs in a process of its own: jest imports no ES modules.
 * Arguments: a folder, then patterns. Prints the findings as JSON.
 */
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { buildScanConfig } from '@n8n/scan-community-package/scanner/scanner.mjs';
import { ESLint } from 'eslint';

const [cwd, ...patterns] = process.argv.slice(2);
const { configs } = n8nCommunityNodesPlugin;
const cloudOnly = Object.keys(configs.recommended.rules).filter(
	(rule) => !(rule in configs.recommendedWithoutN8nCloudSupport.rules),
);

const config = (await buildScanConfig()).map((entry) => ({
	...entry,
	...(entry.rules === undefined
		? {}
		: {
				rules: Object.fromEntries(
					Object.entries(entry.rules).filter(([rule]) => !cloudOnly.includes(rule)),
				),
			}),
}));

const eslint = new ESLint({
	cwd,
	allowInlineConfig: false,
	overrideConfigFile: true,
	overrideConfig: config,
});
const results = await eslint.lintFiles(patterns);
const findings = results.flatMap(({ filePath, messages }) =>
	messages.map(({ line, ruleId, message }) => `${filePath}:${line} ${ruleId}: ${message}`),
);
console.log(JSON.stringify({ cloudOnly, files: results.length, findings }));
