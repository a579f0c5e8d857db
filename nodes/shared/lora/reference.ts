/** What a text names, before anybody is asked. */
export type Reference =
	/** `owner/name`: a repo at most models, a model of Replicate at BFL's (models.md 2.3). */
	| { readonly kind: 'bare'; readonly name: string }
	| {
			readonly kind: 'hub';
			readonly repo: string;
			readonly revision: string;
			readonly file?: string;
			readonly folder?: string;
	  }
	/** `alone`: the link held one number and nothing else, so that it may be a version's. */
	| {
			readonly kind: 'civitai';
			readonly model?: string;
			readonly version?: string;
			readonly alone?: true;
			/** A download link as it was pasted; its query may choose a file or hold a token. */
			readonly link?: string;
	  }
	| { readonly kind: 'replicate'; readonly name: string; readonly version?: string }
	| { readonly kind: 'link'; readonly url: string }
	| { readonly kind: 'nothing'; readonly text: string };

/** Longer ones are no links that people paste. */
const LONGEST = 4_000;

const AROUND = /["'<>`“”‘’«»\s]/;

/** The text without blanks, quotes and angle brackets around it. */
function bare(text: string): string {
	let [start, end] = [0, text.length];
	while (start < end && AROUND.test(text[start])) start += 1;
	while (end > start && AROUND.test(text[end - 1])) end -= 1;
	return text.slice(start, end);
}

const SITES =
	/^(?:www\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com|civitai\.(?:com|red|green)|replicate\.com|replicate\.delivery)(?:\/|$)/i;

const isHub = (host: string) => /^(?:huggingface\.co|hf\.co|hf-mirror\.com)$/.test(host);

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

function hub(parts: readonly string[], text: string): Reference {
	const [owner, name, view, revision = 'main', ...rest] = parts;
	if (name === undefined || /^(?:datasets|spaces|collections|models|docs|blog)$/.test(owner)) {
		return { kind: 'nothing', text };
	}
	const repo = `${owner}/${name}`;
	const below = rest.join('/');
	if (/^(?:blob|resolve|raw)$/.test(view) && below !== '') {
		return { kind: 'hub', repo, revision, file: below };
	}
	if (view === 'tree') {
		return { kind: 'hub', repo, revision, ...(below === '' ? {} : { folder: below }) };
	}
	const file = parts.slice(2).join('/');
	const named = /\.\w+$/.test(file) ? { file } : {};
	return { kind: 'hub', repo, revision: 'main', ...named };
}

function civitai({ pathname, searchParams, href }: URL, text: string): Reference {
	const found = /^\/(?:api\/(v1|download)\/)?(models|model-versions)\/(\d+)(?:\/(.*))?$/.exec(
		pathname.replace(/\/+$/, ''),
	);
	if (found === null) return { kind: 'nothing', text };
	const [, api, what, id, name] = found;
	if (api === 'download') {
		return { kind: 'civitai', version: id, link: href.replace(/^http:/, 'https:') };
	}
	if (what === 'model-versions') return { kind: 'civitai', version: id };
	const version = /^\d+$/.exec(searchParams.get('modelVersionId') ?? '')?.[0];
	if (version !== undefined) return { kind: 'civitai', model: id, version };
	return { kind: 'civitai', model: id, ...(name === undefined ? { alone: true } : {}) };
}

function replicate([owner, rest = '', ...more]: readonly string[], text: string): Reference {
	const [name, pinned] = rest.split(':');
	const version = pinned ?? (more[0] === 'versions' ? more[1] : more[0]);
	if (name === '' || owner === 'p') return { kind: 'nothing', text };
	const known = /^[0-9a-f]{64}$/.test(version ?? '') ? { version } : {};
	return { kind: 'replicate', name: `${owner}/${name}`, ...known };
}

function linked(url: URL, text: string): Reference {
	const host = url.hostname.replace(/^www\./, '');
	const parts = url.pathname.split('/').filter(Boolean).map(decoded);
	if (isHub(host)) return hub(parts, text);
	if (/^civitai\.(?:com|red|green)$/.test(host)) return civitai(url, text);
	if (host === 'replicate.com') return replicate(parts, text);
	return { kind: 'link', url: text };
}

/** CivitAI's and others' resource names: `urn:air:flux1:lora:civitai:618692@691639`. */
function named(text: string): Reference | undefined {
	const air = /^(?:urn:)?air:[\w.-]+:[\w.-]+:(civitai|huggingface):([^@\s]+)(?:@([^@:\s]+))?/i.exec(
		text,
	);
	if (air === null) return undefined;
	const [, site, id, version] = air;
	if (site.toLowerCase() === 'huggingface') {
		return hub([...id.split('/').slice(0, 2), 'tree', version ?? 'main'], text);
	}
	if (!/^\d+$/.test(id)) return { kind: 'nothing', text };
	return {
		kind: 'civitai',
		model: id,
		...(/^\d+$/.test(version ?? '') ? { version } : {}),
	};
}

/** Reads what people paste. */
export function readReference(given: string): Reference {
	const text = bare(given.slice(0, LONGEST + 1));
	if (text.startsWith('data:')) return { kind: 'link', url: bare(given) };
	if (text.length > LONGEST) return { kind: 'nothing', text: text.slice(0, 80) };
	const address = SITES.test(text) ? `https://${text}` : text;
	if (/^https?:\/\//i.test(address)) {
		return URL.canParse(address) && !/\s/.test(address)
			? linked(new URL(address), address)
			: { kind: 'nothing', text };
	}
	if (/^[\w.-]+\/[\w.-]+$/.test(text)) return { kind: 'bare', name: text };
	if (/^[\w.-]+\/[\w.-]+(?::|\/)(?:versions\/)?[0-9a-f]{64}$/.test(text)) {
		return replicate(text.split('/'), text);
	}
	if (/^[\w.-]+\/[\w.-]+\/\S+\.safetensors$/i.test(text)) return hub(text.split('/'), text);
	return named(text) ?? { kind: 'nothing', text };
}

/** For messages: what it names, without a query, which may hold a token. */
export function printed(reference: Reference): string {
	switch (reference.kind) {
		case 'bare':
			return reference.name;
		case 'replicate':
			return reference.name;
		case 'hub':
			return `huggingface.co/${[reference.repo, reference.file].filter(Boolean).join('/')}`;
		case 'civitai': {
			const { model, version } = reference;
			return model === undefined
				? `version ${version ?? ''} of CivitAI`
				: `civitai.com/models/${model}`;
		}
		case 'link':
			return reference.url
				.replace(/[?#].*$/s, '')
				.replace(/\/\/[^/@]*@/, '//')
				.slice(0, 200);
		case 'nothing':
			return reference.text.replace(/[?#].*$/s, '').slice(0, 80);
	}
}
