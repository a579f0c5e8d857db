/**
 * Who may import whom (design.md section 2), as lint rules: a folder is a layer. test/architecture holds
 * the same by reading the files, with a table of its own.
 */

/** Files of live/ that make n8n's forms and read its parameters. */
const liveWithN8n = ['form', 'mapper'];

const only = (allowed, message) => ({ regex: `^(?!(?:${allowed.join('|')})$)`, message });

const noUndici = {
	regex: '/vendor$',
	allowImportNames: [
		'Validator',
		'createParser',
		'fileTypeFromBuffer',
		'imageSize',
		'ipaddr',
		'sanitizeFileName',
		'z',
	],
	message: 'Only nodes/shared/net opens connections.',
};
const onlyZod = {
	regex: '/vendor$',
	allowImportNames: ['z'],
	message: 'An adapter is pure: of the bundled libraries it needs zod alone.',
};
const noNodes = { regex: '(?:^|/)nodes/', message: 'A double that shares code shares mistakes.' };
const noTest = { regex: '(?:^|/)test/', message: 'Nothing imports tests.' };

/** Later entries replace earlier ones for the files they name. */
const rule = (files, ...patterns) => ({
	files: [files].flat(),
	rules: { 'no-restricted-imports': ['error', { patterns }] },
});

const siblings = '\\./[^.]+';
const vocabulary = '\\.\\./[a-z]+';
const builtins = 'node:.+';
const layers = (...names) => `\\.\\./(?:${names.join('|')})/[^./]+`;
const packages = 'Packages come through vendor.ts, n8n through n8n/ and form/.';

const layer = (name, knows, ...more) =>
	rule(
		`nodes/shared/${name}/*.ts`,
		only(
			[siblings, vocabulary, builtins, ...(knows.length > 0 ? [layers(...knows)] : []), ...more],
			`${name}/ knows the vocabulary${knows.map((one) => ` and ${one}/`).join('')}. ${packages}`,
		),
		...(name === 'net' ? [] : [noUndici]),
	);

export const directions = [
	rule('nodes/shared/*.ts', only([siblings, builtins], packages), noUndici),
	layer('wire', []),
	layer('net', []),
	layer('pace', []),
	layer('words', ['pace']),
	layer('input', ['wire']),
	layer('client', ['wire', 'net', 'input', 'pace', 'words']),
	layer('lora', ['wire', 'net', 'input', 'client']),
	layer('live', ['wire', 'input', 'lora']),
	layer('money', ['pace', 'words', 'client']),
	layer('form', ['live'], 'n8n-workflow'),
	layer(
		'n8n',
		['wire', 'net', 'input', 'pace', 'words', 'client', 'lora', 'live', 'money'],
		'n8n-workflow',
	),
	rule(
		liveWithN8n.map((name) => `nodes/shared/live/${name}.ts`),
		only(
			[...[siblings, vocabulary, builtins, 'n8n-workflow'], layers('wire', 'input', 'lora')],
			packages,
		),
		noUndici,
	),
	rule(
		['nodes/shared/task.ts', 'nodes/shared/model.ts'],
		only([], 'The vocabulary imports nothing.'),
	),
	rule('nodes/shared/vendor.ts', only(['[^.].*'], 'Re-exports packages and nothing else.')),
	rule(
		'nodes/!(shared)/*.ts',
		only(
			[
				siblings,
				'\\.\\./shared/(?:adapter|modelCatalog|task|problem|vendor|wire/[a-zA-Z]+)',
				'\\.\\./shared/live/unknown',
			],
			'Adapters know the vocabulary, wire/, what a catalogue is, and their own folder.',
		),
		onlyZod,
	),
	rule(
		'nodes/*/*.node.ts',
		only(
			['n8n-workflow', siblings, '\\.\\./shared/[a-zA-Z0-9]+/[a-zA-Z]+'],
			'A shell knows n8n, its own folder and shared.',
		),
	),
	rule(
		'nodes/*/models/*.ts',
		only([siblings, '\\.\\./\\.\\./shared/model'], 'Models know model.ts and each other.'),
	),
	rule(
		'nodes/*/models/*/*.ts',
		only(
			[siblings, '\\.\\./[^.]+', '(?:\\.\\./){3}shared/model'],
			'Models know model.ts and each other.',
		),
	),
	rule('credentials/*.ts', only(['n8n-workflow'], 'Credentials are literals.')),
	rule('sandbox/**/*.ts', noNodes, noTest),
];
