import { parseArgs } from 'node:util';

export type Service = 'replicate' | 'fal' | 'wavespeed';

export const services: readonly Service[] = ['replicate', 'fal', 'wavespeed'];

export interface Arguments {
	/** Workflow files; none means every one in examples/. */
	readonly files: readonly string[];
	/** Real providers to buy from; none means the sandbox. */
	readonly live: readonly Service[];
	readonly yes: boolean;
	readonly help: boolean;
	/** Where the gallery goes, instead of output/. */
	readonly output?: string;
}

export const usage = `npm start                              every workflow of examples/, against the sandbox
npm start -- examples/x.json           one of them
npm start -- --live replicate          at the real provider: replicate, fal or wavespeed (repeatable)
                                       reads REPLICATE_API_TOKEN, FAL_KEY, WAVESPEED_API_KEY and, if set,
                                       REPLICATE_BASE_URL, FAL_BASE_URL, WAVESPEED_BASE_URL and,
                                       for private hosts of pictures, …_DOWNLOAD_HOSTS
npm start -- --live replicate --yes    does not ask before buying
npm start -- --output folder           puts the gallery elsewhere than in output/`;

/** Throws an error whose message is for the person at the keyboard. */
export function readArguments(words: readonly string[]): Arguments {
	const { values, positionals } = parseArgs({
		args: [...words],
		allowPositionals: true,
		options: {
			live: { type: 'string', multiple: true, default: [] },
			yes: { type: 'boolean', short: 'y', default: false },
			help: { type: 'boolean', short: 'h', default: false },
			output: { type: 'string' },
		},
	});
	const { live, yes, help, output } = values;
	const unknown = live.find((name) => !isService(name));
	if (unknown !== undefined) {
		throw new Error(`--live takes ${services.join(', ')}; "${unknown}" is none of them`);
	}
	return { files: positionals, live: live.filter(isService), yes, help, output };
}

function isService(name: string): name is Service {
	return services.some((service) => service === name);
}
