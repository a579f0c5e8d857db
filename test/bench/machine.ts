import { cpus, freemem, loadavg, platform, release, totalmem } from 'node:os';

const gigabytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GB`;

/** How the machine was: a busy one makes every figure worse, ours first. */
export function machine(): string {
	const load = loadavg()
		.map((value) => value.toFixed(2))
		.join(' ');
	return [
		`Node ${process.version}, ${platform()} ${release().split('-')[0]}`,
		`${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
		`load ${load}`,
		`${gigabytes(freemem())} of ${gigabytes(totalmem())} free`,
	].join(', ');
}
