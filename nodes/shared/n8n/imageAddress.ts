import { refusal } from '../net/egress';
import { invalidInput, type Problem } from '../problem';

/** Where people keep files: what opens a page, and the address of the file itself where that is certain. */
const SHARED: ReadonlyArray<{
	readonly page: RegExp;
	/** Undefined: nothing but a page is there. */
	readonly direct?: (found: RegExpExecArray) => string;
}> = [
	{
		page: /^https:\/\/drive\.google\.com\/(?:file\/d\/|open\?(?:.*&)?id=)([\w-]{10,})/,
		direct: ([, id]) => `https://drive.google.com/uc?export=download&id=${id}`,
	},
	{
		page: /^(https:\/\/)(?:www\.)?(dropbox\.com\/(?:s|scl\/fi)\/[^?#]+)\??([^#]*)/,
		direct: ([, scheme, path, query]) => {
			const rest = new URLSearchParams(query);
			rest.delete('dl');
			rest.set('raw', '1');
			return `${scheme}www.${path}?${rest.toString()}`;
		},
	},
	{
		page: /^https:\/\/github\.com\/([^/]+\/[^/]+)\/blob\/([^?#]+)/,
		direct: ([, repo, path]) => `https://raw.githubusercontent.com/${repo}/${path}`,
	},
	{
		page: /^https:\/\/(?:drive\.google\.com\/(?!uc\b|thumbnail\b)|docs\.google\.com\/|photos\.google\.com\/|photos\.app\.goo\.gl\/|1drv\.ms\/|onedrive\.live\.com\/(?!download)|[\w-]+\.sharepoint\.com\/:|www\.icloud\.com\/|(?:www\.)?dropbox\.com\/|we\.tl\/|wetransfer\.com\/|imgur\.com\/(?!.*\.\w{3,4}$)|(?:www\.)?notion\.so\/(?!image\/))/,
	},
];

const unreadable = (label: string, message: string, cure: string): Problem =>
	invalidInput(`${label}: ${message}`, `${cure} Nothing was sent to the provider.`);

/** An address as a provider can open it. Throws a `Problem` that names the field where none can. */
export function openable(label: string, given: string, official: boolean): string {
	const shown = given.split('?')[0].slice(0, 120);
	const url = URL.canParse(given) ? new URL(given) : undefined;
	if (url === undefined || /\s/.test(given)) {
		throw unreadable(label, `"${shown}" is no whole address`, 'Write a blank in it as %20.');
	}
	const inside = official ? refusal(url) : undefined;
	if (inside !== undefined) {
		throw unreadable(
			label,
			`the provider cannot open it, since ${inside}`,
			'Read the file with a node before this one, and give the name of its binary field.',
		);
	}
	for (const { page, direct } of SHARED) {
		const found = page.exec(given.replace(/^http:/i, 'https:'));
		if (found === null) continue;
		if (direct !== undefined) return direct(found);
		throw unreadable(
			label,
			`${url.host} shows a page at this address, and no picture`,
			'Give the link of the file itself, or download it with a node before this one and give the name of its binary field.',
		);
	}
	return given;
}
