import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { gatewaySpots, officialSpots } from '../engine/spots';
import { allBought, detailsOf, openShop, type Shop } from '../money/shop';

let shop: Shop;
let bell: Server;
let origin: string;
let rings: string[] = [];

beforeAll(async () => {
	shop = await openShop();
	bell = createServer((request, response) => {
		request.resume().on('end', () => {
			rings.push(String(request.url));
			response.end();
		});
	});
	await new Promise<void>((resolve) => bell.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(bell.address() as AddressInfo).port}`;
});
afterAll(async () => {
	bell.close();
	await shop.close();
});
beforeEach(() => {
	shop.reset();
	rings = [];
});

const secret = 'signed1234567890';
const settings = { onError: 'continueRegularOutput' } as const;
const resume = () => `${origin}/webhook-waiting/7?signature=${secret}`;
const submitted = (webhookUrl: string): IDataObject => ({
	whenToContinue: 'submitted',
	webhookUrl,
});

describe('Webhook URL', () => {
	test.each(officialSpots)('%s: is called when the task is done', async (spot) => {
		const { rows } = await shop.buy(spot, { prompts: ['ring'], execution: submitted(resume()) });
		expect(rows[0]).toMatchObject({ imageNumber: null });
		while (rings.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
		expect(rings).toEqual([`/webhook-waiting/7?signature=${secret}`]);
	});

	test.each(officialSpots)('%s: stands nowhere whole, and changes no input', async (spot) => {
		const simplify = false;
		const result = await shop.buy(spot, {
			prompts: ['hidden'],
			execution: { ...submitted(resume()), simplify },
		});
		expect(JSON.stringify([result.rows, shop.log])).not.toContain(secret);
		expect(Object.keys(shop.sandbox.tasks()[0].input)).not.toContain('webhook');
	});

	it('that only this network can reach is told in the row', async () => {
		const { rows } = await shop.buy('fal', { prompts: ['near'], execution: submitted(resume()) });
		expect(rows[0].note).toMatch(/fal cannot call Webhook URL .*private address.*WEBHOOK_URL/);
	});

	it('that the provider can reach is not', async () => {
		const execution = submitted('https://n8n.example.com/webhook-waiting/7');
		const { rows } = await shop.buy('replicate', { prompts: ['far'], execution });
		expect(rows[0].note).toBeNull();
	});

	test.each(gatewaySpots)('%s: is refused before anything is bought', async (spot) => {
		const { rows } = await shop.buy(spot, {
			prompts: ['resold'],
			execution: submitted(resume()),
			settings,
		});
		expect(rows[0].error).toMatch(/is a gateway, and none is known to call a Webhook URL/);
		expect(detailsOf(rows[0])).toMatchObject({ kind: 'invalidInput', charged: 'no' });
		expect(allBought(shop)).toBe(0);
	});

	it.each([
		['a path alone', submitted('/webhook/7'), /no absolute http or https address/],
		['another protocol', submitted('ftp://n8n.example.com/'), /no absolute http or https address/],
		['with waiting for the images', { webhookUrl: 'https://a.example/' }, /Right After Submitting/],
	])('%s is refused', async (_, execution, words) => {
		const { rows } = await shop.buy('replicate', { prompts: ['x'], execution, settings });
		expect(`${String(rows[0].error)} ${String(detailsOf(rows[0]).nextStep)}`).toMatch(words);
		expect(allBought(shop)).toBe(0);
	});

	it('is no part of what a retry compares: the Retry button has another address', async () => {
		const prompts = ['kept', 'bad [credit]'];
		const first = await shop.buy('replicate', { prompts, execution: submitted(`${origin}/1`) });
		expect(first.status).toBe('error');
		const again = await shop.buy('replicate', {
			prompts,
			execution: submitted(`${origin}/2`),
			retryOf: first,
		});
		expect(again.status).toBe('error');
		expect(shop.sandbox.counters.accepted('kept')).toBeLessThanOrEqual(1);
	});
});
