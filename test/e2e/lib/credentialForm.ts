import type { Page } from 'playwright-core';
import { typeInto } from './editor';

export interface Typed {
	readonly apiKey: string;
	readonly baseUrl: string;
	readonly downloadHosts: string;
}

/** Opens the form for a new credential of the node that is open. */
export async function newCredential(page: Page): Promise<void> {
	await page.getByTestId('node-credentials-select').click();
	await page.getByTestId('node-credentials-select-item-new').filter({ visible: true }).click();
	await page.getByTestId('editCredential-modal').waitFor();
}

export async function useGateway(page: Page): Promise<void> {
	await page.getByTestId('parameter-input-useGateway').locator('.el-switch').first().click();
	await page.getByTestId('parameter-input-baseUrl').waitFor();
}

/** Types, saves, and gives what n8n shows: green, or red with the whole message. */
export async function saveAndTest(page: Page, typed: Partial<Typed>) {
	const { apiKey, baseUrl, downloadHosts } = typed;
	if (apiKey !== undefined) await typeInto(page, 'apiKey', apiKey);
	if (baseUrl !== undefined) await typeInto(page, 'baseUrl', baseUrl);
	if (downloadHosts !== undefined) await typeInto(page, 'allowedDownloadHosts', downloadHosts);
	const modal = page.getByTestId('editCredential-modal');
	const tested = page.waitForResponse((response) => response.url().endsWith('/credentials/test'));
	await page.getByTestId('credential-save-button').click();
	const { data } = (await (await tested).json()) as { data: { status: string } };
	// n8n closes the form by itself when the test went well.
	if (data.status === 'OK') await modal.waitFor({ state: 'hidden' });
	else await modal.getByText('Couldn’t connect with these settings').waitFor();
	await page.waitForTimeout(400);
	if (!(await modal.isVisible())) return { green: true, message: '' } as const;
	const more = modal.getByText('More details');
	if (await more.isVisible()) await more.click();
	const lines = (await modal.innerText()).split('\n').map((line) => line.trim());
	return { green: false, message: lines[lines.indexOf('Retry') + 1] ?? '' } as const;
}

/** Opens the node's credential again, where n8n tests it and says so. */
export async function reopen(page: Page): Promise<void> {
	await page.getByTestId('credential-edit-button').click();
	const good = page.getByTestId('credentials-config-container-test-success');
	await good.waitFor({ timeout: 30_000 });
}

export async function closeCredential(page: Page): Promise<void> {
	await page.locator('.el-dialog__headerbtn').filter({ visible: true }).click();
	await page.getByTestId('editCredential-modal').waitFor({ state: 'hidden' });
}
