import type { Lora } from '../input/loras';
import type { LoraSpelling, Model } from '../model';
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

/** The browser shows a file at Hugging Face below `blob`; what is below `resolve` is the file. */
function blobProblem(path: string): Problem | undefined {
	const page = /^(?:https?:\/\/)?(?:www\.)?huggingface\.co\/([^/]+\/[^/]+)\/blob\/([^?#]+)/i.exec(
		path,
	);
	if (page === null) return undefined;
	const right = `https://huggingface.co/${page[1]}/resolve/${page[2]}`;
	return refused(path, 'this is the page of the file, not the file', `Write ${right}.`);
}

/** The forms that lucataco's code looks for; it raises an error for all others (providers.md 1.10). */
const LUCATACO = [
	/^[\w-]+\/[\w-]+$/,
	/\.safetensors$/i,
	/^https?:\/\/replicate\.delivery\/.+\.tar$/i,
	/^https?:\/\/civitai\.com\/api\/download\/models\/\d+\?type=Model&format=SafeTensor/i,
];

function lucatacoProblem(path: string): Problem | undefined {
	if (
		/^https?:\/\//i.test(path) ? LUCATACO.some((form) => form.test(path)) : LUCATACO[0].test(path)
	) {
		return undefined;
	}
	const dotted = /^([\w-]+\/[\w-]*\.[\w.-]*)$/.exec(path);
	if (dotted !== null) {
		return refused(
			path,
			'this model takes no repo with a dot in its name',
			`Write the whole link, https://huggingface.co/${dotted[1]}/resolve/main/ and the name of its .safetensors file.`,
		);
	}
	const version = /civitai\.com\/api\/download\/models\/(\d+)/i.exec(path)?.[1];
	const repo = /huggingface\.co\/([\w-]+\/[\w-]+)\/?$/i.exec(path)?.[1];
	const right =
		version !== undefined
			? `https://civitai.com/api/download/models/${version}?type=Model&format=SafeTensor`
			: repo !== undefined
				? `${repo}, or the link to its .safetensors file`
				: 'owner/name of a Hugging Face repo, or an https link that ends in .safetensors, with nothing behind that';
	return refused(path, 'this model knows no such form', `Write ${right}.`);
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
	if (spelling === 'cog') return blobProblem(path);
	if (spelling === 'lucataco') return lucatacoProblem(path);
	if (spelling === 'repo' && isArchive(path)) {
		return refused(path, 'it is no .safetensors file', 'Give a link to a .safetensors file.');
	}
	return undefined;
}

/** Throws the problem of the first LoRA that the model cannot load. */
export function refusePaths({ fields }: Model, loras: readonly Lora[]): void {
	const lists = fields.find((one) => one.kind === 'loras')?.lists;
	if (lists === undefined) return;
	const problem = loras.map(({ path }) => pathProblem(path, lists)).find((one) => one);
	if (problem !== undefined) throw problem;
}
