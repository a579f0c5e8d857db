import type { Fault, Step } from '../../sandbox';
import { allSpots, type SpotName } from '../engine/spots';

export const replicates: readonly SpotName[] = ['replicate', 'Replicate at a gateway'];
const flagging: readonly SpotName[] = ['fal', 'fal at a gateway', 'waveSpeed'];

/** A way to end, and how it is told. */
export interface Ending {
	readonly name: string;
	readonly at: readonly SpotName[];
	readonly prompt?: string;
	readonly fault?: { readonly step: Step; readonly fault: Fault };
	readonly typed?: { readonly apiKey: string };
	readonly kind: string;
	readonly charged: 'no' | 'yes' | 'unknown';
	readonly task: boolean;
	/** What happened, with the provider's own words. */
	readonly says: RegExp;
	readonly next: RegExp;
	readonly submits?: number;
}

export const failing = (status: number, step: Step = 'submit') => ({
	step,
	fault: { kind: 'status', status } as const,
});

export const endings: readonly Ending[] = [
	{
		name: 'a wrong key',
		at: allSpots,
		typed: { apiKey: 'wrong-key-000000' },
		kind: 'badKey',
		charged: 'no',
		task: false,
		says: /does not accept the API key \(HTTP 401\): .*(authentication token|invalid|Invalid)/,
		next: /^Check the key in the .* credential/,
	},
	{
		name: 'no key at all',
		at: allSpots,
		typed: { apiKey: '' },
		kind: 'invalidCredential',
		charged: 'no',
		task: false,
		says: /credential has no API key/,
		next: /enter the key/,
		submits: 0,
	},
	{
		name: 'no credit',
		at: allSpots,
		prompt: '[credit]',
		kind: 'noCredit',
		charged: 'no',
		task: false,
		says: /has no credit left \(HTTP 40[23]\): .*([Ii]nsufficient credit|Exhausted balance)/,
		next: /Add credit/,
	},
	{
		name: '403',
		at: allSpots,
		fault: failing(403),
		kind: 'forbidden',
		charged: 'no',
		task: false,
		says: /refuses this call for your account \(HTTP 403\): sandbox fault/,
		next: /may use this model/,
	},
	{
		name: '404 for the model',
		at: allSpots,
		fault: failing(404),
		kind: 'modelNotFound',
		charged: 'no',
		task: false,
		says: /does not know this model or version \(HTTP 404\): sandbox fault/,
		next: /model/,
	},
	{
		name: '422',
		at: allSpots,
		fault: failing(422),
		kind: 'rejected',
		charged: 'no',
		task: false,
		says: /does not accept the input \(HTTP 422\): sandbox fault/,
		next: /Correct what the message names/,
	},
	{
		name: '500 to a submit, which may have bought something',
		at: allSpots,
		fault: failing(500),
		kind: 'unknownOutcome',
		charged: 'unknown',
		task: false,
		says: /not known whether .* accepted it \(HTTP 500\): sandbox fault/,
		next: /Look at your tasks at .*pay a second time/,
	},
	{
		name: 'a refusal',
		at: allSpots,
		prompt: '[refuse]',
		kind: 'refused',
		charged: 'unknown',
		task: true,
		says: /^The safety rules of .* refuse this request.*: .*flagged/,
		next: /Change the prompt/,
	},
	{
		name: 'a failed task',
		at: allSpots,
		prompt: '[fail]',
		kind: 'taskFailed',
		charged: 'unknown',
		task: true,
		says: /^The task failed.*: .*(CUDA out of memory|Internal Server Error)/,
		next: /run the item again/,
	},
	{
		name: 'a task without a picture',
		at: allSpots,
		prompt: '[none]',
		kind: 'noPictures',
		charged: 'yes',
		task: true,
		says: /succeeded without an image/,
		next: /^Nothing says why\. Get a Task asks once more and buys nothing/,
	},
	{
		name: 'every picture dropped by the safety checker',
		at: replicates,
		prompt: '[nsfw]',
		kind: 'refused',
		charged: 'unknown',
		task: true,
		says: /All generated images contained NSFW content/,
		next: /Change the prompt/,
	},
	{
		name: 'a flagged picture',
		at: flagging,
		prompt: '[nsfw]',
		kind: 'flagged',
		charged: 'yes',
		task: true,
		says: /^Image 1 was flagged by the provider's safety checker/,
		next: /Get a Task/,
	},
	{
		name: 'data_removed',
		at: replicates,
		prompt: '[expired]',
		kind: 'expired',
		charged: 'yes',
		task: true,
		says: /its images are deleted/,
		next: /buy the image anew/,
	},
	{
		name: 'a picture that is gone',
		at: flagging,
		prompt: '[expired]',
		kind: 'expired',
		charged: 'yes',
		task: true,
		says: /^Image 1 is no longer there: HTTP 404/,
		next: /Get a Task/,
	},
	{
		name: 'a picture that cannot be fetched now',
		at: allSpots,
		fault: failing(500, 'download'),
		kind: 'downloadFailed',
		charged: 'yes',
		task: true,
		says: /^Image 1 could not be fetched: HTTP 500/,
		next: /paid: fetch it with Get a Task/,
	},
	{
		name: 'a web page in place of the picture',
		at: allSpots,
		fault: { step: 'download', fault: { kind: 'notPicture' } },
		kind: 'notAPicture',
		charged: 'yes',
		task: true,
		says: /^Image 1 is no image: beginning with "<!doctype html>/,
		next: /Get a Task/,
	},
	{
		name: 'a key that is withdrawn while the task runs',
		at: ['replicate', 'waveSpeed', 'fal at a gateway'],
		fault: failing(401, 'status'),
		kind: 'badKey',
		charged: 'yes',
		task: true,
		says: /does not accept the API key/,
		next: /^The task itself goes on: fetch it later with Get a Task/,
	},
];
