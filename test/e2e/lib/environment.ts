import { delimiter } from 'node:path';
import { node24 } from './paths';

/** Settings of the person's own n8n, database or proxy, and what `npm run` adds. */
const strays =
	/^(n8n_|executions_|db_|queue_|offload_|generic_timezone|webhook_url|(https?|all|no)_proxy$|npm_(lifecycle|package|config_(local_)?prefix|command|execpath|node_execpath)|init_cwd|node_options)/i;

/** The environment without them, with Node 24 first. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
	const kept = Object.entries(process.env).filter(([name]) => !strays.test(name));
	const environment = Object.fromEntries(kept);
	return { ...environment, PATH: [node24.bin, environment['PATH']].join(delimiter) };
}

/** n8n that asks nobody and tells nobody (n8n.md section 8). */
export const quietN8n = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_SECURE_COOKIE: 'false',
	N8N_LOG_LEVEL: 'info',
	GENERIC_TIMEZONE: 'UTC',
} as const;
