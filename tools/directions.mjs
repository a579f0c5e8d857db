/**
 * Who may import whom (design.md section 2), as lint rules. test/architecture holds the same by
 * reading the files, with a table of its own.
 */

/** Files that open connections or read them, and so may hold undici's names. */
const network = ['transport', 'publicGet', 'reply', 'egress', 'download', 'agents'];

/** Files that know n8n. */
const n8nSide = [
	...[
		'form',
		'formField',
		'formOptions',
		'formTask',
		'formLoras',
		'formNumbers',
		'parameters',
		'startImage',
		'hints',
	],
	...['execute', 'generate', 'fetchTask', 'pictures', 'rows', 'failure', 'credentialTest'],
	...['live/form', 'live/mapper', 'live/methods', 'live/wanted'],
];

/** What adapters may know of shared: the vocabulary and pure helpers of the wire. */
const forAdapters = [
	...['task', 'answer', 'problem', 'vendor'],
	...['apiError', 'bearer', 'details', 'outputs', 'paths'],
	...['live/catalog', 'live/document', 'live/unknown'],
];

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
	message: `Only ${network.join(', ')} open connections.`,
};
const onlyZod = {
	regex: '/vendor$',
	allowImportNames: ['z'],
	message: 'An adapter is pure: of the bundled libraries it needs zod alone.',
};
const noNodes = { regex: '(?:^|/)nodes/', message: 'A double that shares code shares mistakes.' };
const noTest = { regex: '(?:^|/)test/', message: 'Nothing imports tests.' };

const sharedFiles = (names) => names.map((name) => `nodes/shared/${name}.ts`);

/** Later entries replace earlier ones for the files they name. */
const rule = (files, ...patterns) => ({
	files: [files].flat(),
	rules: { 'no-restricted-imports': ['error', { patterns }] },
});

const siblings = '\\./[^.]+';
const parents = '\\.\\./(?:(?:live|lists)/)?[^./]+';
const builtins = 'node:.+';
const shared = (names) => `\\.\\./shared/(?:${names.join('|')})`;

export const directions = [
	rule(
		'nodes/shared/*.ts',
		only([siblings, builtins], 'Packages come through vendor.ts, n8n through its side.'),
		noUndici,
	),
	rule(sharedFiles(network), only([siblings, builtins], 'Packages come through vendor.ts.')),
	rule(
		sharedFiles(n8nSide),
		only([siblings, builtins, 'n8n-workflow'], 'Packages come through vendor.ts.'),
		noUndici,
	),
	rule(
		'nodes/shared/{live,lists}/*.ts',
		only([siblings, parents, builtins], 'Packages come through vendor.ts, n8n through its side.'),
		noUndici,
	),
	rule(
		sharedFiles(n8nSide.filter((name) => name.startsWith('live/'))),
		only([siblings, parents, builtins, 'n8n-workflow'], 'Packages come through vendor.ts.'),
		noUndici,
	),
	rule(sharedFiles(['task', 'model']), only([], 'The vocabulary imports nothing.')),
	rule(sharedFiles(['vendor']), only(['[^.].*'], 'Re-exports packages and nothing else.')),
	rule(
		'nodes/!(shared)/*.ts',
		only(
			[siblings, shared(forAdapters)],
			`Adapters know ${forAdapters.join(', ')} and their own folder.`,
		),
		onlyZod,
	),
	rule(
		'nodes/*/*.node.ts',
		only(
			['n8n-workflow', siblings, shared(['[a-zA-Z]+', 'live/[a-zA-Z]+'])],
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
