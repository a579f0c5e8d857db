import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

import { ipaddr } from '../vendor';

/** n8n's own egress filter (n8n-core 2.30 and newer), as far as it is used. */
export interface EgressFilter {
	validateUrl(url: URL): Promise<{ readonly ok: boolean; readonly error?: Error }>;
	createSecureLookup(): LookupFunction;
}

/** The code of a look-up's error for a name that leads to a refused address. */
export const REFUSED = 'REFUSED_ADDRESS';

/** Names that lead inside a network wherever they resolve; cloud metadata services among them. */
const INSIDE_NAMES = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home\.arpa)$/;

const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

/** Azure's platform answers its machines here, at an address that only looks public. */
const AZURE = '168.63.129.16';

/** True for addresses of the public internet; v4 addresses inside v6 ones are looked at as v4. */
export function isPublicAddress(address: string): boolean {
	if (!ipaddr.isValid(address)) return false;
	const plain = ipaddr.process(address);
	return plain.range() === 'unicast' && plain.toString() !== AZURE;
}

/**
 * Why a URL from an answer may not be opened, judged by its text alone; undefined when it may.
 * This is all that can be checked behind an HTTP proxy, where names are resolved by the proxy (n8n.md 3).
 */
export function refusal(url: URL): string | undefined {
	if (url.protocol !== 'https:' && url.protocol !== 'http:')
		return `${url.protocol} is no web address`;
	const host = bare(url.hostname.toLowerCase());
	if (isIP(host) !== 0) return isPublicAddress(host) ? undefined : `${host} is a private address`;
	if (!host.includes('.') || INSIDE_NAMES.test(host)) return `${host} is a name inside a network`;
	return undefined;
}

/**
 * A look-up for sockets that fails with code `REFUSED` when any address of a name is not public.
 * The socket connects to what this look-up returned, so a second answer of the name server changes nothing.
 */
export function guardedLookup(base: LookupFunction = dnsLookup): LookupFunction {
	return (hostname, options, callback) => {
		base(hostname, { ...options, all: true }, (error, found) => {
			if (error) return callback(error, '', 0);
			const addresses = found as unknown as LookupAddress[];
			const refused = addresses.find(({ address }) => !isPublicAddress(address));
			if (refused !== undefined || addresses.length === 0) {
				const reason = new Error(`${hostname} leads to ${refused?.address ?? 'no address'}`);
				return callback(Object.assign(reason, { code: REFUSED }), '', 0);
			}
			if (options.all === true) {
				return (callback as unknown as (e: null, all: LookupAddress[]) => void)(null, addresses);
			}
			callback(null, addresses[0].address, addresses[0].family);
		});
	};
}

/** `host` or `host:port` entries, comma separated, as users write them in "Also Download From". */
export function parseHosts(text: string): readonly string[] {
	return text
		.split(/[\s,]+/)
		.map((entry) =>
			entry
				.trim()
				.toLowerCase()
				.replace(/^https?:\/\//, '')
				.replace(/\/.*$/, ''),
		)
		.filter((entry) => entry !== '');
}

/** True when the user named this URL's host; an entry without a port stands for every port. */
export function isAllowedHost(url: URL, hosts: readonly string[]): boolean {
	const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
	return hosts.some((entry) => entry === url.hostname || entry === `${url.hostname}:${port}`);
}
