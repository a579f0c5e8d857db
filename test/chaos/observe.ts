import { Container } from '@n8n/di';
import type * as retryFile from '../../nodes/shared/pace/retry';
import { builtModule } from '../engine/harness';
import { blocked } from './run';

/** Rows of the retry table that were asked for: `submit 429`, `read lost`. */
export function watchTable(): ReadonlySet<string> {
	const seen = new Set<string>();
	const retry = builtModule<{ judge: typeof retryFile.judge }>('nodes/shared/pace/retry.js');
	const { judge } = retry;
	retry.judge = (call, ending) => {
		seen.add(`${call === 'submit' ? 'submit' : 'read'} ${ending}`);
		return judge(call, ending);
	};
	return seen;
}

/** n8n's egress filter, which refuses the hosts in `blocked` and nothing else. */
export function installFilter(): void {
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	const { OutboundHttp } = require('@n8n/backend-network') as {
		OutboundHttp: new () => { egressFilter: () => object };
	};
	const outbound = Container.get(OutboundHttp);
	const passing = outbound.egressFilter() as { createSecureLookup: () => unknown };
	const filter = {
		createSecureLookup: () => passing.createSecureLookup(),
		validateUrl: async (url: URL) =>
			blocked.has(url.origin) ? { ok: false, error: new Error('refused') } : { ok: true },
	};
	outbound.egressFilter = () => filter;
}

/** Rejections and exceptions that nobody caught. */
export function watchProcess(): readonly string[] {
	const found: string[] = [];
	const note = (error: unknown) => {
		found.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
	};
	process.on('unhandledRejection', note);
	process.on('uncaughtException', note);
	return found;
}

/** Open handles of this process by kind, but for its own input and output. */
export function openHandles(): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const kind of process.getActiveResourcesInfo()) {
		if (/Timeout|Immediate|TCP|TLS|Socket|GetAddrInfo/i.test(kind)) {
			counts.set(kind, (counts.get(kind) ?? 0) + 1);
		}
	}
	return counts;
}
