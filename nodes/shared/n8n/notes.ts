/** What a note says first when images are missing. */
const FEWER = /^\d+ of \d+ images came; the provider does not say why\.\s*/;

export const fewer = (came: number, asked: number) =>
	`${came} of ${asked} images came; the provider does not say why.`;

/** What it says of a link that stands in place of a file. */
const LINKED =
	/^The image was not downloaded; its link is good (?:for as long as the provider keeps it|until \S+)\.\s*/;

export const linked = (until: string | undefined) =>
	`The image was not downloaded; its link is good ${until === undefined ? 'for as long as the provider keeps it' : `until ${until}`}.`;

/** Notes are written one after the other. */
export const sentence = (said: string) => (/[.!?]$/.test(said) ? said : `${said}.`);

/** A row's note in its parts: whether images are missing, and what was noticed about the order. */
export function partsOf(note: unknown): { readonly short: boolean; readonly rest: string } {
	if (typeof note !== 'string') return { short: false, rest: '' };
	const whole = note.replace(FEWER, '');
	return { short: whole !== note, rest: whole.replace(LINKED, '') };
}
