import 'reflect-metadata';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BinaryDataService } from 'n8n-core';

export type BinaryMode = 'filesystem' | 'default';

export interface LogLine {
	readonly level: 'debug' | 'info' | 'warn' | 'error';
	readonly message: string;
	readonly metadata?: object;
}

export interface EngineOptions {
	readonly binaryMode?: BinaryMode;
	/** Where workflows may write files; a temporary folder unless given. */
	readonly filesFolder?: string;
}

export interface Engine {
	readonly binaryMode: BinaryMode;
	readonly filesFolder: string;
	/** Listens to n8n's log until the returned function is called. */
	listen(listener: (line: LogLine) => void): () => void;
}

/** Owner: the process, as n8n-core's container is; the first caller's options decide. */
let engine: Promise<Engine> | undefined;

export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
	engine ??= boot(options);
	const started = await engine;
	if (options.binaryMode !== undefined && options.binaryMode !== started.binaryMode) {
		throw new Error(`This process already runs n8n-core in binary mode ${started.binaryMode}`);
	}
	return started;
}

async function boot({ binaryMode = 'filesystem', ...options }: EngineOptions): Promise<Engine> {
	const userFolder = mkdtempSync(join(tmpdir(), 'flux-lora-n8n-'));
	process.once('exit', () => rmSync(userFolder, { recursive: true, force: true }));
	const filesFolder = options.filesFolder ?? join(userFolder, 'files');
	mkdirSync(filesFolder, { recursive: true });
	// n8n reads these once, at the first Container.get (n8n.md 2).
	Object.assign(process.env, {
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: randomBytes(16).toString('hex'),
		N8N_DEFAULT_BINARY_DATA_MODE: binaryMode,
		N8N_RESTRICT_FILE_ACCESS_TO: filesFolder,
		N8N_LOG_LEVEL: 'silent',
	});
	const listeners = listenToLog();
	await Container.get(BinaryDataService).init();
	return {
		binaryMode,
		filesFolder,
		listen: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

function listenToLog(): Set<(line: LogLine) => void> {
	const listeners = new Set<(line: LogLine) => void>();
	const logger = Container.get(Logger);
	for (const level of ['debug', 'info', 'warn', 'error'] as const) {
		Object.defineProperty(logger, level, {
			value: (message: string, metadata?: object) => {
				for (const listener of listeners) listener({ level, message, metadata });
			},
		});
	}
	return listeners;
}
