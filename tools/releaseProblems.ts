export interface Manifest {
	readonly name: string;
	readonly version: string;
	readonly author?: { readonly name?: string; readonly email?: string };
	readonly homepage?: string;
	readonly repository?: { readonly url?: string };
}

/** What this repository stands under until a publisher puts in their own. */
const placeholder =
	/n8n-nodes-flux-lora maintainers|\.example\b|github\.com\/n8n-nodes-flux-lora\//;

/** Each names the field of package.json and what to put there; none: it may be published. */
export function releaseProblems(manifest: Manifest, tag?: string): string[] {
	const { author, homepage, repository, version } = manifest;
	const fields = {
		'author.name': author?.name,
		'author.email': author?.email,
		homepage,
		'repository.url': repository?.url,
	};
	const problems = Object.entries(fields).flatMap(([field, value]) =>
		value === undefined || value === '' || placeholder.test(value)
			? [
					`package.json's ${field} is a placeholder (${value ?? 'missing'}). Put the publisher's own.`,
				]
			: [],
	);
	const tagged = tag !== undefined && /^v\d/.test(tag) && tag !== `v${version}`;
	return tagged ? [...problems, `The tag is ${tag}, package.json says ${version}.`] : problems;
}
