import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, selectors, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { ensureProgram } from './programs';
import { owner } from './rest';

export interface Editor {
	readonly browser: Browser;
	readonly page: Page;
	readonly origin: string;
}

selectors.setTestIdAttribute('data-test-id');

const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--font-render-hinting=none',
];

/** A signed-in editor in Debian's Chromium that reaches this machine alone. */
export async function openEditor(origin: string): Promise<Editor> {
	const executablePath = await ensureProgram('chromium');
	const browser = await chromium.launch({ executablePath, headless: true, args: flags });
	const context = await browser.newContext({
		viewport: { width: 1440, height: 900 },
		baseURL: origin,
	});
	await stayLocal(context);
	const page = await context.newPage();
	page.setDefaultTimeout(20_000);
	await page.goto('/signin');
	await page.locator('input[autocomplete=email], input[name=emailOrLdapLoginId]').fill(owner.email);
	await page.locator('input[type=password]').fill(owner.password);
	await page.locator('input[type=password]').press('Enter');
	await page.waitForURL(/home|workflow/);
	return { browser, page, origin };
}

async function stayLocal(context: BrowserContext): Promise<void> {
	await context.route('**/*', async (route) => {
		const { hostname, protocol } = new URL(route.request().url());
		const local = hostname === '127.0.0.1' || ['data:', 'blob:'].includes(protocol);
		await (local ? route.continue() : route.abort());
	});
}

/** A picture of the page, or of a part of it. */
export async function shoot(page: Page, folder: string, name: string): Promise<string> {
	mkdirSync(folder, { recursive: true });
	const path = join(folder, `${name}.png`);
	await page.screenshot({ path, animations: 'disabled' });
	return path;
}
