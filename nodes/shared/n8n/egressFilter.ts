import type { EgressFilter } from '../net/egress';

/** n8n's own protection; present in n8n-core 2.30 and newer (n8n.md 3). */
export function filterOf(helpers: object): EgressFilter | undefined {
	const { getSecureEgressFilter } = helpers as { readonly getSecureEgressFilter?: () => unknown };
	return getSecureEgressFilter?.() as EgressFilter | undefined;
}
