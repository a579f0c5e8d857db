import type { LoraSpelling } from '../model';
import { invalidInput, type Problem } from '../problem';

const refused = (path: string, why: string, right: string): Problem =>
	invalidInput(
		`The LoRA ${path} cannot be loaded: ${why}`,
		`${right} Nothing was sent to the provider.`,
	);

const FILE = /\.(bin|ckpt|gguf|h5|onnx|pt|pth|rar|7z)$/i;

const nameOf = (path: string) => path.replace(/[?#].*$/, '');

/** Trained models come as a tar, which only Replicate's own loaders open. */
const isArchive = (path: string) => /^https?:.*\.(tar|zip)$/i.test(nameOf(path));

/** The page of a model at CivitAI, as the browser shows it. */
function civitaiPage(path: string): { readonly version?: string } | undefined {
	const bare = path.replace(/^https?:\/\/(?:www\.)?/i, '');
	if (!/^civitai\.com\/models\/\d+/i.test(bare)) return undefined;
	return { version: /[?&]modelVersionId=(\d+)/.exec(bare)?.[1] };
}

function pageProblem(path: string, spelling: LoraSpelling): Problem | undefined {
	const page = civitaiPage(path);
	if (page === undefined) return undefined;
	const { version } = page;
	if (spelling === 'cog') {
		// Rule 2 of models.md 2.3: a query is not understood.
		if (!/[?#]/.test(path)) return undefined;
		return refused(
			path,
			'a query after the link is not understood',
			`Write https://civitai.com/models/${version ?? '…'}, with the number of the version.`,
		);
	}
	const number = version ?? '…';
	const right =
		spelling === 'lucataco'
			? `https://civitai.com/api/download/models/${number}?type=Model&format=SafeTensor`
			: `the download link, https://civitai.com/api/download/models/${number}`;
	return refused(path, 'this is the page, not the file', `Write ${right}.`);
}

/**
 * What is known to fail at the provider after the task was bought (models.md 2.3); undefined for all that
 * may work.
 */
export function pathProblem(path: string, spelling: LoraSpelling): Problem | undefined {
	const page = pageProblem(path, spelling);
	if (page !== undefined) return page;
	if (FILE.test(nameOf(path))) {
		return refused(path, 'it is no .safetensors file', 'Give a link to a .safetensors file.');
	}
	const dotted = /^([\w-]+\/[\w-]*\.[\w.-]*)$/.exec(path);
	if (spelling === 'lucataco' && dotted !== null) {
		return refused(
			path,
			'this model takes no repo with a dot in its name',
			`Write the whole link, https://huggingface.co/${dotted[1]}/resolve/main/ and the name of its .safetensors file.`,
		);
	}
	if (spelling === 'repo' && isArchive(path)) {
		return refused(path, 'it is no .safetensors file', 'Give a link to a .safetensors file.');
	}
	return undefined;
}
