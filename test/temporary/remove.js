const { rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { basename } = require('node:path');

/** Jest calls this after a run, in the process that called `open.js`. */
module.exports = async () => {
	const folder = tmpdir();
	if (basename(folder).startsWith('flux-lora-tests-')) rmSync(folder, { recursive: true });
};
