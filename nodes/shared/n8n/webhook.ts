import { refusal } from '../net/egress';
import { invalidInput } from '../problem';
import type { Session } from '../client/session';

/** The option's address, whole and absolute. Throws a `Problem` for what is none. */
export function readWebhook(pasted: string, waitForTask: boolean): string | undefined {
	if (pasted === '') return undefined;
	if (waitForTask) {
		throw invalidInput(
			'Webhook URL is given, and the node waits for the images itself',
			'Set When to Continue to Right After Submitting, or remove Webhook URL.',
		);
	}
	const url = URL.canParse(pasted) ? new URL(pasted) : undefined;
	if (url !== undefined && /^https?:$/.test(url.protocol)) return url.href;
	throw invalidInput(
		'Webhook URL is no absolute http or https address',
		'Use {{ $execution.resumeUrl }}, or the Production URL of a Webhook node.',
	);
}

/**
 * What a row says of a webhook address that only this network can reach; nothing when the provider can call
 * it. Throws a `Problem` where nobody would ever call: a gateway that knows no webhooks.
 */
export function webhookRemark(
	{ adapter, place }: Session,
	webhook: string | undefined,
): Readonly<Record<string, string>> {
	if (webhook === undefined) return {};
	if (adapter.callsBack !== true) {
		throw invalidInput(
			`${place.host} is a gateway, and none is known to call a Webhook URL`,
			'Remove Webhook URL, let a Wait node wait for a time, and fetch the images with Get a Task.',
		);
	}
	const reason = refusal(new URL(webhook));
	if (reason === undefined) return {};
	return {
		webhook: `${adapter.title} cannot call Webhook URL from outside: ${reason}. Set WEBHOOK_URL in n8n to its public address, or let the Wait node wait for a time.`,
	};
}
