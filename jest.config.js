/** Packages that ship ES modules only and are reached from CommonJS tests. */
const esModules = [
	'@borewit/text-codec',
	'@tokenizer/inflate',
	'file-type',
	'strtok3',
	'token-types',
	'uint8array-extras',
];

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	globalSetup: '<rootDir>/test/temporary/open.js',
	globalTeardown: '<rootDir>/test/temporary/remove.js',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '<rootDir>/test/bench/'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/output/', '<rootDir>/.cache/'],
	transform: {
		'\\.[jt]s$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
				module: { type: 'commonjs' },
			},
		],
	},
	// The package's main entry is exported to `import` alone.
	moduleNameMapper: { '^file-type$': 'file-type/node' },
	transformIgnorePatterns: [`/node_modules/(?!(?:${esModules.join('|')})/)`],
	testTimeout: 30_000,
	maxWorkers: 2,
};
