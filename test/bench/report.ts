/** One line of the results. */
export interface Row {
	readonly measure: string;
	readonly ours: string;
	readonly peer: string;
	readonly ratio: string;
	readonly bound: string;
	/** Undefined: told for comparison, without a bound. */
	readonly met?: boolean;
	/** Why a bound is not met, or what a reader should know. */
	readonly note?: string;
}

const HEAD = ['measure', 'ours', 'peer', 'ratio', 'bound', 'met'];

const verdict = ({ met }: Row) => (met === undefined ? '' : met ? 'yes' : 'no');

function lineOf(row: Row): string {
	const { measure, ours, peer, ratio, bound } = row;
	return `| ${[measure, ours, peer, ratio, bound, verdict(row)].join(' | ')} |`;
}

export function table(rows: readonly Row[]): string {
	const notes = rows.filter(({ note }) => note !== undefined);
	return [
		`| ${HEAD.join(' | ')} |`,
		`| ${HEAD.map(() => '---').join(' | ')} |`,
		...rows.map(lineOf),
		...(notes.length > 0 ? ['', ...notes.map(({ measure, note }) => `- ${measure}: ${note}`)] : []),
	].join('\n');
}

export const ms = (value: number): string => `${Math.round(value)} ms`;
export const seconds = (value: number): string => `${(value / 1000).toFixed(2)} s`;
export const times = (value: number): string => `${value.toFixed(2)} ×`;
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`;
