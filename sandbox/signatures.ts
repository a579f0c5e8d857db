import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { Clock } from './clock';
import { randomId } from './tasks';
import type { Protocol } from './types';

/** How each provider signs what it sends to a webhook. */
export interface Signatures {
	readonly secrets: { readonly replicate: string; readonly waveSpeed: string };
	/** fal's public key, as its key set holds it (providers.md 2.4). */
	readonly falKeys: { readonly keys: readonly object[] };
	readonly headers: Readonly<Record<Protocol, (body: string) => Record<string, string>>>;
}

export function createSignatures(clock: Clock): Signatures {
	const secrets = {
		replicate: `whsec_${randomBytes(24).toString('base64')}`,
		waveSpeed: `whsec_${randomBytes(24).toString('hex')}`,
	};
	const { privateKey, publicKey } = generateKeyPairSync('ed25519');
	const headers: Signatures['headers'] = {
		// The secret's part after whsec_ is base64 (providers.md 1.4), and raw text at WaveSpeed (3.4).
		replicate: (body) =>
			hooked(body, Buffer.from(secrets.replicate.slice(6), 'base64'), 'v1', 'base64'),
		waveSpeed: (body) => hooked(body, secrets.waveSpeed.slice(6), 'v3', 'hex'),
		fal: (body) => {
			const [request, user, time] = [randomId(), 'sandbox', seconds()];
			const text = [request, user, time, createHash('sha256').update(body).digest('hex')].join(
				'\n',
			);
			return {
				'x-fal-webhook-request-id': request,
				'x-fal-webhook-user-id': user,
				'x-fal-webhook-timestamp': time,
				'x-fal-webhook-signature': sign(null, Buffer.from(text), privateKey).toString('hex'),
			};
		},
	};
	const seconds = () => String(Math.floor(clock.now() / 1000));
	const hooked = (body: string, key: Buffer | string, name: string, form: 'base64' | 'hex') => {
		const [id, time] = [`msg_${randomId()}`, seconds()];
		const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest(form);
		return {
			'webhook-id': id,
			'webhook-timestamp': time,
			'webhook-signature': `${name},${signature}`,
		};
	};
	const falKeys = {
		keys: [{ ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'EdDSA' }],
	};
	return { secrets, falKeys, headers };
}
