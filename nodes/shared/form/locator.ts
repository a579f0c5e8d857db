import type { INodeProperties } from 'n8n-workflow';

interface Locator {
	/** The method behind the list (live/methods.ts). */
	readonly search: string;
	/** What stands in the empty list. */
	readonly invitation: string;
	/** The other way: its label, kept short since n8n cuts it, and its name. */
	readonly by: readonly [label: string, name: string];
	readonly placeholder?: string;
}

/** From a list that is searched as one types, or typed in. */
export function locator({ search, invitation, by, placeholder }: Locator) {
	const [displayName, name] = by;
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: invitation,
				typeOptions: { searchListMethod: search, searchable: true },
			},
			{ displayName, name, type: 'string', placeholder },
		],
	} satisfies Partial<INodeProperties>;
}
