import { readFileSync, writeFileSync } from 'node:fs';

/** The file's text; `GOLDEN=write npx jest test/form test/models` makes it `now` first, after a wanted change. */
export function golden(path: string, now: string): string {
	if (process.env.GOLDEN === 'write') writeFileSync(path, now);
	return readFileSync(path, 'utf8');
}
