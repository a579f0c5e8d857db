import { bytesOf, filesOf, type Row } from './executions';
import type { Rest } from './rest';

/** Compares every picture of the rows with what the sandbox serves at the row's address. */
export async function comparePictures(rest: Rest, rows: readonly Row[]): Promise<number> {
	let compared = 0;
	for (const row of rows) {
		for (const one of filesOf(row)) {
			const served = await fetch(String(row.json['url']));
			if (!served.ok) throw new Error(`${String(row.json['url'])}: ${served.status}`);
			const wanted = Buffer.from(await served.arrayBuffer());
			const stored = await bytesOf(rest, one);
			if (!stored.equals(wanted)) {
				throw new Error(`${one.fileName}: ${stored.length} bytes differ from ${wanted.length}`);
			}
			compared += 1;
		}
	}
	return compared;
}
