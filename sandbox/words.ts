/**
 * Words in a prompt that make the sandbox behave as a provider sometimes does.
 * The table is printed by `npm run sandbox`.
 */
export const words = {
	'[nsfw]':
		'flagged by the safety checker: fal returns a black picture and a flag, WaveSpeed the picture and a flag, Replicate drops one picture and fails when none is left',
	'[refuse]': 'refused by the moderation, before anything is drawn',
	'[fail]': 'the task fails while running',
	'[lora]': 'the LoRA cannot be loaded',
	'[fewer]': 'one picture fewer than asked for',
	'[none]': 'succeeds without any picture',
	'[slow]': 'takes 30 seconds',
	'[stuck]': 'never ends',
	'[expired]': 'succeeds, and its pictures are deleted at once',
	'[credit]': 'the account has no credit left',
} as const;

export type Word = keyof typeof words;

export function says(prompt: string, word: Word): boolean {
	return prompt.includes(word);
}
