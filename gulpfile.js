const { rm, writeFile } = require('node:fs/promises');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { dest, parallel, series, src } = require('gulp');
const { bundleVendor } = require('./tools/vendor');
const { notices } = require('./tools/notices');

const clean = () => rm('dist', { recursive: true, force: true });

async function compile() {
	const tsc = require.resolve('typescript/bin/tsc');
	const child = spawn(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
	const [code] = await once(child, 'exit');
	if (code !== 0) throw new Error(`tsc ended with ${code}`);
}

// gulp 5 decodes files as text unless told otherwise.
const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));

// n8n drops a codex file in silence unless it lies beside its node (n8n.md 7).
const codex = () => src('nodes/**/*.node.json').pipe(dest('dist/nodes'));

/** After `compile`, whose output for vendor.ts still requires packages that are not shipped. */
async function vendor() {
	const { code, packages } = await bundleVendor();
	await writeFile('dist/nodes/shared/vendor.js', code);
	await writeFile('NOTICES.md', await notices(packages));
}

exports.clean = clean;
exports.build = series(clean, parallel(compile, icons, codex), vendor);
