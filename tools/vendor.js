const path = require('node:path');
const { build } = require('esbuild');

const root = path.join(__dirname, '..');

/** zod exports its messages in 40 languages as one object, which no tree shaking can take apart. */
const englishOnly = {
	name: 'english-only',
	setup({ onLoad }) {
		onLoad({ filter: /zod[\\/].*locales[\\/]index\.js$/ }, () => ({
			contents: "export { default as en } from './en.js';",
		}));
	},
};

/** file-type's inflate traces through it: four packages, terminal colours and a look at the environment. */
const noDebug = {
	name: 'no-debug',
	setup({ onLoad, onResolve }) {
		onResolve({ filter: /^debug$/ }, ({ path: name }) => ({ path: name, namespace: 'silent' }));
		onLoad({ filter: /.*/, namespace: 'silent' }, () => ({
			contents: 'module.exports = () => () => {};',
		}));
	},
};

/**
 * undici's index also loads fetch, WebSocket, EventSource, mocks, caches and interceptors: two thirds
 * of the time a require takes. Only what the index alone asks for is left out: whatever else needs
 * one of these files gets the real one.
 */
const requestsOnly = {
	name: 'requests-only',
	setup({ onLoad, onResolve }) {
		const web = 'web/(?:cache|cookies|eventsource|websocket|fetch$|fetch/re|fetch/headers$)';
		const unused = new RegExp(`^\\./lib/(?:mock|interceptor|cache|${web})`);
		onResolve({ filter: unused }, ({ importer, path: name }) =>
			/undici[\\/]index\.js$/.test(importer) ? { path: name, namespace: 'unused' } : undefined,
		);
		onLoad({ filter: /.*/, namespace: 'unused' }, () => ({
			contents:
				'class Unused {} module.exports = new Proxy(Unused, { get: (target, name) => target[name] ?? Unused });',
		}));
	},
};

/** `node_modules/a/node_modules/@b/c/lib/d.js` -> `node_modules/a/node_modules/@b/c`. */
function packageFolder(input) {
	return input.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
}

/** nodes/shared/vendor.ts and all it reaches as one CommonJS file, and the folders of the packages in it. */
async function bundleVendor() {
	const { metafile, outputFiles } = await build({
		absWorkingDir: root,
		entryPoints: ['nodes/shared/vendor.ts'],
		bundle: true,
		write: false,
		metafile: true,
		outfile: 'vendor.js',
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		minifySyntax: true,
		legalComments: 'none',
		// n8n's scanner allows no console; zod has one warning.
		drop: ['console'],
		plugins: [englishOnly, noDebug, requestsOnly],
	});
	const [{ inputs }] = Object.values(metafile.outputs);
	const used = Object.keys(inputs).filter((input) => inputs[input].bytesInOutput > 0);
	const packages = [...new Set(used.map(packageFolder).filter((folder) => folder !== undefined))];
	return { code: outputFiles[0].text, packages: packages.sort() };
}

module.exports = { bundleVendor };
