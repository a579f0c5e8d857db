import type { PackageDirectoryLoader } from 'n8n-core';
import {
	NodeHelpers,
	type IDataObject,
	type INodeType,
	type INodeTypes,
	type IVersionedNodeType,
} from 'n8n-workflow';
import { standIns } from './standIns';

type Source = INodeType | IVersionedNodeType;

/** The package's nodes under the names users see, and stand-ins for n8n's own. */
export function nodeTypes(
	loaded: PackageDirectoryLoader,
	more: Readonly<Record<string, INodeType>> = {},
): INodeTypes {
	const own = Object.entries(loaded.nodeTypes).map(
		([name, { type }]) => [`${loaded.packageName}.${name}`, type] as const,
	);
	const known = new Map<string, Source>([
		...Object.entries(standIns),
		...own,
		...Object.entries(more),
	]);
	const getByName = (name: string): Source => {
		const found = known.get(name);
		if (found === undefined) throw new Error(`The runner has no node type "${name}"`);
		return found;
	};
	return {
		getByName,
		getByNameAndVersion: (name, version) =>
			NodeHelpers.getVersionedNodeType(getByName(name), version),
		getKnownTypes: (): IDataObject => ({}),
	};
}
