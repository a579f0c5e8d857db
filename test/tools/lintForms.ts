import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What n8n's own lint rules find in printed forms, one line a finding. */
export function lintForms(
	files: ReadonlyArray<{ readonly path: string; readonly text: string }>,
): readonly string[] {
	const output = execFileSync(process.execPath, [join(__dirname, 'lintPrinted.mjs')], {
		input: JSON.stringify(files),
		encoding: 'utf8',
		// In NODE_ENV=test the plugin takes every file for a trigger of its own tests.
		env: { ...process.env, NODE_ENV: 'production' },
	});
	return JSON.parse(output) as string[];
}
