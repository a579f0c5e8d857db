import { sep } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { counted } from './counted';
import type { Played, Shown } from './play';
import { style } from './galleryStyle';

/** The gallery page: no script, nothing fetched but the pictures beside it, so it opens from disk. */
export function galleryPage(played: readonly Played[], source: string): string {
	const pictures = played.reduce((sum, { shown }) => sum + shown.length, 0);
	// The larger ones first, so that those with one card share rows.
	const cards = ({ shown, failedRows }: Played) => shown.length + failedRows.length;
	const inOrder = [...played].sort((a, b) => cards(b) - cards(a));
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>n8n-nodes-flux-lora · ${counted(pictures, 'picture')}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${counted(pictures, 'picture')}, ${counted(played.length, 'workflow')}</h1>
<p>Made by the built nodes in n8n's own engine, from the workflows in <code>examples/</code>. ${escape(source)}</p>
</header>
<main>
${inOrder.map(section).join('\n')}
</main>
</body>
</html>
`;
}

function section({ example, shown, failedRows, seconds, error }: Played): string {
	const state = error === undefined ? '' : `<p class="failed">Failed: ${escape(error)}</p>`;
	return `<section style="--cards: ${Math.max(1, shown.length + failedRows.length)}">
<h2>${escape(example.workflow.name)}</h2>
<p class="file"><code>examples/${escape(example.name)}.json</code> · ${seconds.toFixed(1)} s</p>
${state}
<div class="grid">${shown.map(card).join('')}${failedRows.map(failedCard).join('')}</div>
</section>`;
}

function card({ file, row }: Shown): string {
	const url = file.split(sep).map(encodeURIComponent).join('/');
	return `<article>
<a href="${url}"><img src="${url}" alt="${escape(row.prompt)}" loading="lazy"${ratio(row)}></a>
<p class="prompt" title="${escape(row.prompt)}">${escape(row.prompt)}</p>
<dl>${facts(row)
		.map(([name, value]) => `<dt>${name}</dt><dd>${escape(value)}</dd>`)
		.join('')}</dl>
</article>`;
}

function failedCard(row: IDataObject): string {
	const details = (row.details ?? {}) as IDataObject;
	return `<article class="failed-row">
<h3>A row on the error output</h3>
<p>${escape(row.error)}</p>
<dl>${['kind', 'charged', 'safeToRetry', 'nextStep', 'taskId']
		.filter((name) => details[name] !== undefined && details[name] !== null)
		.map((name) => `<dt>${name}</dt><dd>${escape(details[name])}</dd>`)
		.join('')}</dl>
</article>`;
}

/** Keeps the page from jumping while pictures load. */
function ratio({ width, height }: IDataObject): string {
	return typeof width === 'number' && typeof height === 'number'
		? ` width="${width}" height="${height}"`
		: '';
}

function facts(row: IDataObject): Array<readonly [string, unknown]> {
	const loras = Array.isArray(row.loras) ? (row.loras as IDataObject[]) : [];
	const seconds = Number(row.secondsQueued ?? 0) + Number(row.secondsRunning ?? 0);
	const all: Array<readonly [string, unknown]> = [
		['Provider', row.provider],
		['Model', row.model],
		['LoRA', loras.map(({ path, scale }) => `${path} × ${scale}`).join(', ')],
		['Size', row.width ? `${row.width} × ${row.height}` : ''],
		['Seed', row.seed],
		['Task', row.taskId],
		['Time', seconds > 0 ? `${seconds.toFixed(1)} s` : ''],
	];
	return all.filter(([, value]) => value !== undefined && value !== null && value !== '');
}

function escape(value: unknown): string {
	const entities: Record<string, string> = {
		'&': '&amp;',
		'<': '&lt;',
		'>': '&gt;',
		'"': '&quot;',
	};
	return String(value ?? '').replace(/[&<>"]/g, (sign) => entities[sign]);
}
