import { chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { command } from './command';
import { freePort } from './n8n';
import { start, until, type Running } from './processes';
import { ensureProgram } from './programs';

export interface Backends {
	/** What n8n needs to find them. */
	readonly settings: Readonly<Record<string, string>>;
	readonly end: () => Promise<void>;
}

/** PostgreSQL refuses to run as root; Debian's package made a user for it. */
async function postgresUser(): Promise<{ uid?: number; gid?: number }> {
	if (process.getuid?.() !== 0) return {};
	const [uid, gid] = await Promise.all([
		command('id', ['-u', 'postgres']),
		command('id', ['-g', 'postgres']),
	]);
	return { uid: Number(uid), gid: Number(gid) };
}

async function startRedis(folder: string, port: number): Promise<Running> {
	const program = await ensureProgram('redis-server');
	const where = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
	const running = start(
		program,
		[...where, '--save', '', '--appendonly', 'no'],
		join(folder, 'redis.log'),
	);
	await until('Redis starts', () => logHas(running, 'Ready to accept connections'), { running });
	return running;
}

async function startPostgres(folder: string, port: number): Promise<Running> {
	const initdb = await ensureProgram('initdb');
	const user = await postgresUser();
	const data = join(folder, 'postgres');
	mkdirSync(data, { mode: 0o700 });
	if (user.uid !== undefined && user.gid !== undefined) {
		chownSync(data, user.uid, user.gid);
		// The folder above is a temporary one that only its maker may enter.
		chownSync(folder, user.uid, user.gid);
	}
	const made = ['-D', data, '-U', 'n8n', '--auth=trust', '--encoding=UTF8', '--no-sync'];
	await command(initdb, made, { ...user, cwd: '/' });
	const program = join(dirname(initdb), 'postgres');
	const where = ['-D', data, '-p', String(port), '-k', '', '-c', 'listen_addresses=127.0.0.1'];
	const running = start(program, [...where, '-c', 'fsync=off'], join(folder, 'postgres.log'), {
		...user,
		cwd: '/',
	});
	await until('PostgreSQL starts', () => logHas(running, 'ready to accept connections'), {
		running,
	});
	return running;
}

const logHas = ({ log }: Running, words: string): boolean =>
	existsSync(log) && readFileSync(log, 'utf8').includes(words);

/** Redis and PostgreSQL of their own, on loopback, with their data in the folder. */
export async function startBackends(folder: string): Promise<Backends> {
	const ports = { redis: await freePort(), postgres: await freePort() };
	const redis = await startRedis(folder, ports.redis);
	const postgres = await startPostgres(folder, ports.postgres);
	return {
		settings: {
			EXECUTIONS_MODE: 'queue',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(ports.redis),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(ports.postgres),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
			N8N_DEFAULT_BINARY_DATA_MODE: 'database',
		},
		end: async () => {
			await redis.end();
			await postgres.end();
		},
	};
}
