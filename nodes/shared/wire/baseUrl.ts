import { Problem } from '../problem';
import type { Provider } from '../task';

const OFFICIAL: Readonly<Record<Provider, string>> = {
	replicate: 'https://api.replicate.com/v1',
	fal: 'https://queue.fal.run',
	wavespeed: 'https://api.wavespeed.ai/api/v3',
};

const LOOPBACK = /^(?:localhost|127\.[\d.]+|\[::1\])(?=[:/?#]|$)/i;

export function officialBaseUrl(provider: Provider): URL {
	return new URL(OFFICIAL[provider]);
}

export function isOfficialHost(provider: Provider, url: URL): boolean {
	return url.origin === officialBaseUrl(provider).origin;
}

/** What was pasted is never repeated: it may be a key in the wrong field. */
function unusable(message: string, nextStep: string): Problem {
	return new Problem({
		kind: 'invalidCredential',
		message,
		charged: 'no',
		safeToRetry: true,
		nextStep,
	});
}

const EXAMPLE = 'Open the credential and give an address such as https://gateway.example.';

function parse(pasted: string): URL {
	const bare = pasted.trim().replace(/^["'`<\s]+|["'`>\s]+$/g, '');
	if (bare === '') throw unusable("The credential's base URL is empty", EXAMPLE);
	const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(bare);
	const address = scheme ? bare : `${LOOPBACK.test(bare) ? 'http' : 'https'}://${bare}`;
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (url === undefined || !/^(?:[a-z0-9._-]+|\[[\da-f:.]+\])$/i.test(url.hostname)) {
		throw unusable("The credential's base URL is not an address", EXAMPLE);
	}
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		throw unusable("The credential's base URL must start with https:// or http://", EXAMPLE);
	}
	if (url.username !== '' || url.password !== '') {
		throw unusable(
			"The credential's base URL holds a user name or a password",
			'Take them out of the address; the key has a field of its own.',
		);
	}
	return url;
}

/** The path below which the adapter's paths lie (design section 1). */
function pathFor(provider: Provider, pasted: string, gateway: boolean): string {
	const path = `/${pasted.split('/').filter(Boolean).join('/')}`.replace(/^\/$/, '');
	switch (provider) {
		case 'fal':
			return path.replace(/\/fal-ai(?:\/.*)?$/, '');
		case 'wavespeed':
			return `${path.replace(/\/api\/v3(?:\/.*)?$/, '')}/api/v3`;
		case 'replicate': {
			const base = path.replace(/\/(?:predictions(?:\/.*)?|models\/.*)$/, '');
			if (base === '') return gateway ? '/replicate/v1' : '/v1';
			return base.endsWith('/v1') ? base : `${base}/v1`;
		}
	}
}

/**
 * The base URL that a pasted one means. Its path never ends in a slash, save that of a bare origin.
 * Throws a Problem (kind `invalidCredential`) for what cannot be one.
 */
export function normaliseBaseUrl(provider: Provider, pasted: string, gateway: boolean): URL {
	const url = parse(pasted);
	if (url.hostname === 'fal.run') {
		throw unusable(
			'fal.run holds a request open until its image is done; this node works with the queue',
			'Use https://queue.fal.run, or switch the gateway off in the credential.',
		);
	}
	const base = new URL(url.origin);
	if (base.host === officialBaseUrl(provider).host) base.protocol = 'https:';
	base.pathname = pathFor(provider, url.pathname, gateway);
	return base;
}
