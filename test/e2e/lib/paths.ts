import { join, resolve } from 'node:path';

export const e2eFolder = resolve(__dirname, '..');
export const repository = resolve(e2eFolder, '..', '..');
/** Git-ignored: the n8n of `npm run n8n`, and the pictures and logs of `npm run e2e`. */
export const cacheFolder = join(repository, '.cache');
export const examplesFolder = join(repository, 'examples');

/** npm has Node as one package a system; the one for Apple's own processors is named otherwise. */
const system = `${process.platform}-${process.arch}`;
const prefix = system === 'darwin-arm64' ? 'node-bin' : 'node';
const runtime = join(e2eFolder, 'runtime', 'node_modules', `${prefix}-${system}`);

/** Node 24 with its headers, which n8n 2.41 and its sqlite3 need. */
export const node24 = { folder: runtime, bin: join(runtime, 'bin'), system } as const;

export const n8nScript = join(e2eFolder, 'node_modules', 'n8n', 'bin', 'n8n');

/** The folder where n8n writes files to disk in the examples, as the container has it. */
export const examplesFilesFolder = '/home/node/.n8n-files';
