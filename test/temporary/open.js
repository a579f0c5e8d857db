const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * Jest calls this before a run: whatever the tests and their child processes put into the temp directory
 * lies in one folder, which goes at the end. They cannot clear it away by themselves when they end, since
 * jest gives modules a `process` of its own that never emits `exit`.
 */
module.exports = async () => {
	const folder = mkdtempSync(join(tmpdir(), 'flux-lora-tests-'));
	// os.tmpdir() reads the first, on Windows the others.
	Object.assign(process.env, { TMPDIR: folder, TEMP: folder, TMP: folder });
};
