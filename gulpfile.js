const { rename, rm, writeFile } = require('node:fs/promises');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { dest, parallel, series, src } = require('gulp');
const { bundleVendor } = require('./tools/vendor');
const { notices } = require('./tools/notices');

/** Built aside and moved at the end, so that a broken build leaves the last good dist in place. */
const out = `.cache/dist-${process.pid}`;

const clean = () => rm('dist', { recursive: true, force: true });

async function compile() {
	const tsc = require.resolve('typescript/bin/tsc');
	const options = ['-p', 'tsconfig.build.json', '--outDir', out];
	const child = spawn(process.execPath, [tsc, ...options], { stdio: 'inherit' });
	const [code] = await once(child, 'exit');
	if (code === 0) return;
	await rm(out, { recursive: true, force: true });
	throw new Error(`tsc ended with ${code}`);
}

// gulp 5 decodes files as text unless told otherwise.
const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest(`${out}/icons`));

// n8n drops a codex file in silence unless it lies beside its node (n8n.md 7).
const codex = () => src('nodes/**/*.node.json').pipe(dest(`${out}/nodes`));

/** After `compile`, whose output for vendor.ts still requires packages that are not shipped. */
async function vendor() {
	const { code, packages } = await bundleVendor();
	await writeFile(`${out}/nodes/shared/vendor.js`, code);
	await writeFile('NOTICES.md', await notices(packages));
}

const place = () => rename(out, 'dist');

exports.clean = clean;
exports.build = series(compile, parallel(icons, codex, vendor), clean, place);
