import type { IDataObject } from 'n8n-workflow';
import { randomOf, type Random } from '../../sandbox/paint/random';
import type { NodeRun } from '../engine/harness';
import { allSpots, isOfficial, type SpotName } from '../engine/spots';
import { ambiguous, lieCards, oneOfEach, sandboxCards, type Card } from './deck';

/** Everything that is random about a run, decided before it. */
export interface Plan {
	readonly name: string;
	readonly counter: SpotName;
	readonly parameters: IDataObject;
	readonly prompts: readonly string[];
	readonly execution: IDataObject;
	readonly settings: NonNullable<NodeRun['settings']>;
	readonly rounds: number;
	readonly stopMs?: number;
	/** Whether a person presses Retry after a failed execution, and with another prompt. */
	readonly retry?: 'same' | 'edited';
	/** Whether Get and Cancel are tried on a task afterwards. */
	readonly after?: 'get' | 'cancel';
	readonly cards: readonly Card[];
	readonly concurrent?: number;
	readonly seconds: number;
	readonly unfinished: 'error' | 'body' | 'alternate';
	/** A liar makes the task before it lies. */
	readonly made: boolean;
}

const fineTune =
	'sandbox/my-fine-tune:5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5a4db0c5';

const own = '={{ JSON.stringify({ prompt: $json.prompt }) }}';

/** What can be ordered at each counter with a prompt alone. */
const menus: Readonly<Record<SpotName, readonly IDataObject[]>> = {
	replicate: [
		{ model: 'black-forest-labs/flux-schnell' },
		{ model: 'black-forest-labs/flux-dev' },
		{ model: 'black-forest-labs/flux-dev-lora' },
		{ model: 'black-forest-labs/flux-schnell-lora' },
		{ model: 'lucataco/flux-dev-lora' },
		{ model: 'lucataco/flux-schnell-lora' },
		{ model: 'fineTune', ownModel: fineTune },
		{ model: 'custom', endpoint: 'sandbox/anything', input: own },
	],
	fal: [
		{ model: 'fal-ai/flux-lora' },
		{ model: 'fal-ai/flux/dev' },
		{ model: 'fal-ai/flux/schnell' },
		{ model: 'fal-ai/flux-krea-lora' },
		{ model: 'custom', endpoint: 'fal-ai/flux/dev', input: own },
	],
	waveSpeed: [
		{ model: 'wavespeed-ai/flux-schnell' },
		{ model: 'wavespeed-ai/flux-dev' },
		{ model: 'wavespeed-ai/flux-dev-lora' },
		{ model: 'wavespeed-ai/flux-schnell', options: { enable_base64_output: true } },
		{ model: 'custom', endpoint: 'wavespeed-ai/flux-dev', input: own },
	],
	'Replicate at a gateway': [
		{ model: 'black-forest-labs/flux-schnell' },
		{ model: 'black-forest-labs/flux-dev' },
		{ model: 'lucataco/flux-dev-lora' },
	],
	'fal at a gateway': [{ model: 'fal-ai/flux-lora' }, { model: 'fal-ai/flux/schnell' }],
};

/** What WaveSpeed's sandbox takes for one picture of its menu, by endpoint. */
const prices: Readonly<Record<string, number>> = {
	'wavespeed-ai/flux-schnell': 0.003,
	'wavespeed-ai/flux-dev': 0.012,
	'wavespeed-ai/flux-dev-lora': 0.015,
};

/** Of one order, where the node may be told a maximum. */
export function priceOf({ model, endpoint }: IDataObject): number | undefined {
	return prices[String(endpoint ?? model)];
}

const words = ['[fail]', '[refuse]', '[nsfw]', '[none]', '[fewer]', '[expired]', '[stuck]'];

const chance = (random: Random, part: number) => random.between(0, 1) < part;
const whole = (random: Random, min: number, max: number) =>
	Math.floor(random.between(min, max + 1));

function promptsOf(random: Random, name: string): string[] {
	const count = random.pick([1, 1, 2, 3, 4, 6]);
	return Array.from({ length: count }, (_, item) => {
		const word = chance(random, 0.12) ? ` ${random.pick(words)}` : '';
		// Equal prompts cannot be told apart when one of them is lost.
		return `${name} item ${chance(random, 0.1) ? 0 : item} of a castle${word}`;
	});
}

/** A task that never ends keeps its slot, and the others wait for one as long as `admissionMs` allows. */
function freed(prompts: readonly string[], concurrent: number | undefined): readonly string[] {
	return concurrent === undefined
		? prompts
		: prompts.map((prompt) => prompt.replace(' [stuck]', ''));
}

function executionOf(random: Random, parameters: IDataObject): IDataObject {
	const price = priceOf(parameters);
	return {
		timeout: random.pick([1, 1, 2]),
		maxFileSize: 1,
		...(chance(random, 0.5) && { itemsAtOnce: whole(random, 1, 4) }),
		...(chance(random, 0.25) && { cancelOnTimeout: true }),
		...(chance(random, 0.1) && { whenToContinue: 'submitted' }),
		...(chance(random, 0.2) && { output: 'perTask' }),
		...(chance(random, 0.15) && { maxImages: whole(random, 1, 3) }),
		...(price !== undefined && chance(random, 0.4) && { maxCost: price * whole(random, 1, 3) }),
		...(chance(random, 0.3) && { simplify: false }),
		...(chance(random, 0.3) && { onFlagged: random.pick(['return', 'drop']) }),
		...(chance(random, 0.2) && { includeOtherInputFields: true }),
	};
}

function cardsOf(random: Random, dealt: Card): readonly Card[] {
	const more = Array.from({ length: random.pick([0, 0, 1, 2]) }, () => random.pick(sandboxCards));
	const often = (card: Card) =>
		card.on === 'sandbox' ? { ...card, times: random.pick([1, 1, 2, 9]) } : card;
	return [dealt, ...more].map(often);
}

/** Some steps exist at some counters only, and some happen only after something else did. */
function counterFor(random: Random, dealt: Card): SpotName {
	if (dealt.on === 'liar') {
		const isFal = ['stillRunning', 'taskFailed'].includes(dealt.row);
		return isFal ? 'fal at a gateway' : 'Replicate at a gateway';
	}
	const official = allSpots.filter((one) => isOfficial(one));
	switch (dealt.step) {
		case 'stream':
		case 'result':
			return 'fal';
		case 'list':
			return random.pick(['replicate', 'waveSpeed']);
		case 'cancel':
			return random.pick(official);
		default:
			return random.pick(allSpots);
	}
}

interface Dealt {
	readonly card: Card;
	/** Nothing else goes wrong, so that the card is met whatever the machine does meanwhile. */
	readonly calm: boolean;
}

/** Both decks are dealt to their end before they are dealt again; a fourth of the runs meets the liar. */
function dealtTo(seed: number, index: number): Dealt {
	if (index % 4 === 0) return { card: lieCards[(index / 4 + seed) % lieCards.length], calm: true };
	const turn = index - Math.ceil(index / 4);
	// Each kind once in every 75 turns; between them a stride that shares no factor with the deck.
	const place = turn % 75;
	if (place < oneOfEach.length) return { card: oneOfEach[place], calm: true };
	return { card: sandboxCards[(turn * 101 + seed) % sandboxCards.length], calm: false };
}

/** The run of this number; the same for the same seed. */
export function planOf(seed: number, index: number): Plan {
	const random = randomOf(`chaos ${seed} ${index}`);
	const name = `run ${seed}-${index}`;
	const { card: dealt, calm } = dealtTo(seed, index);
	const counter = counterFor(random, dealt);
	const concurrent = chance(random, 0.05) ? whole(random, 1, 2) : undefined;
	const cards = calm ? [dealt] : cardsOf(random, dealt);
	const onList = dealt.on === 'sandbox' && dealt.step === 'list';
	const onCancel = dealt.on === 'sandbox' && dealt.step === 'cancel';
	const stalled = dealt.on === 'liar' && dealt.lie === 'stall' && dealt.row === 'aborted';
	// A row of the table is met only by a run that gets so far.
	const parameters = random.pick(menus[counter]);
	const stops = stalled || onCancel || (!calm && chance(random, 0.15));
	return {
		name,
		counter,
		parameters,
		prompts: calm ? [`${name} item 0`] : freed(promptsOf(random, name), concurrent),
		execution: calm ? { timeout: 2, maxFileSize: 1 } : executionOf(random, parameters),
		settings: {
			onError: random.pick(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput']),
			...(chance(random, 0.4) && { retryOnFail: true, maxTries: whole(random, 2, 3) }),
		},
		rounds: chance(random, 0.1) ? whole(random, 2, 3) : 1,
		stopMs: stops ? whole(random, stalled ? 60 : 10, stalled ? 120 : 300) : undefined,
		retry: chance(random, 0.5) ? random.pick(['same', 'edited']) : undefined,
		after: chance(random, 0.4) ? random.pick(['get', 'cancel']) : undefined,
		cards: onList
			? [{ on: 'sandbox', step: 'submit', fault: { kind: 'reset', when: 'afterTask' } }, ...cards]
			: cards,
		concurrent,
		seconds: random.between(0.01, onCancel ? 0.6 : 0.2),
		unfinished: random.pick(['error', 'body', 'alternate']),
		made: dealt.on === 'liar' && ambiguous.includes(dealt.row) && chance(random, 0.5),
	};
}
