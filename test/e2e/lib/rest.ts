import { parse } from 'flatted';

/** n8n ties a session to the browser that opened it. */
const browserId = 'flux-lora-e2e';

export interface Owner {
	readonly email: string;
	readonly password: string;
}

/** For a machine of one's own, on loopback: printed, not secret. */
export const owner: Owner = { email: 'owner@example.com', password: 'Pictures4all' };

export class RestError extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

export interface Rest {
	readonly origin: string;
	/** The session's cookie, for a browser. */
	readonly cookie: () => string;
	readonly get: <T>(path: string) => Promise<T>;
	readonly post: <T>(path: string, body?: unknown) => Promise<T>;
	readonly patch: <T>(path: string, body: unknown) => Promise<T>;
	readonly bytes: (path: string) => Promise<Buffer>;
}

export function openRest(origin: string): Rest {
	let cookie = '';
	const send = async (method: string, path: string, body?: unknown): Promise<Response> => {
		const response = await fetch(`${origin}/rest${path}`, {
			method,
			headers: { 'browser-id': browserId, 'content-type': 'application/json', cookie },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const fresh = response.headers.getSetCookie().find((one) => one.startsWith('n8n-auth='));
		if (fresh !== undefined) cookie = fresh.split(';')[0] ?? '';
		if (response.ok) return response;
		const said = (await response.text()).slice(0, 500);
		throw new RestError(response.status, `${method} ${path}: ${response.status} ${said}`);
	};
	const json = async <T>(response: Promise<Response>): Promise<T> =>
		((await (await response).json()) as { data: T }).data;
	return {
		origin,
		cookie: () => cookie,
		get: async (path) => await json(send('GET', path)),
		post: async (path, body = {}) => await json(send('POST', path, body)),
		patch: async (path, body) => await json(send('PATCH', path, body)),
		bytes: async (path) => Buffer.from(await (await send('GET', path)).arrayBuffer()),
	};
}

/** Makes the owner on the first start, logs in on later ones. */
export async function signIn(rest: Rest): Promise<void> {
	const login = { emailOrLdapLoginId: owner.email, password: owner.password };
	const { userManagement } = await rest.get<{
		userManagement: { showSetupOnFirstLoad: boolean };
	}>('/settings');
	if (userManagement.showSetupOnFirstLoad) {
		await rest.post('/owner/setup', { ...owner, firstName: 'Ada', lastName: 'Owner' });
	}
	await rest.post('/login', login);
}

/** n8n stores an execution's data as flatted JSON. */
export const unflatten = <T>(data: string): T => parse(data) as T;
