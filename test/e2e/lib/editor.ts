import type { Locator, Page } from 'playwright-core';

/** What a person does in n8n's editor, step by step. */

export async function newWorkflow(page: Page): Promise<void> {
	await page.goto('/workflow/new');
	await page.getByTestId('canvas-plus-button').first().click();
	await page.getByTestId('node-creator-search-bar').fill('manual');
	await itemNamed(page, 'Manual Trigger').click();
	await page.getByTestId('execute-workflow-button').waitFor();
}

export async function openNodePanel(page: Page): Promise<void> {
	const search = page.getByTestId('node-creator-search-bar');
	if (await search.isVisible()) return;
	await page.getByTestId('node-creator-plus-button').click();
	await search.waitFor();
}

/** The names that the node panel shows for a word. */
export async function search(page: Page, word: string): Promise<string[]> {
	await openNodePanel(page);
	await page.getByTestId('node-creator-search-bar').fill(word);
	// The list follows the typing after a moment and shows nothing of its own while it does.
	await page.waitForTimeout(700);
	return await page.getByTestId('node-creator-item-name').allInnerTexts();
}

const itemNamed = (page: Page, name: string): Locator =>
	page.getByTestId('node-creator-item-name').filter({ hasText: name }).first();

/** Adds a node behind the last one and leaves its form open. */
export async function addNode(page: Page, name: string, action: string): Promise<void> {
	await search(page, name);
	await itemNamed(page, name).click();
	await itemNamed(page, action).click();
	await page.getByTestId('ndv').waitFor();
}

const parameter = (page: Page, name: string): Locator =>
	page.getByTestId(`parameter-input-${name}`).locator('textarea, input').first();

export async function typeInto(page: Page, name: string, text: string): Promise<void> {
	await parameter(page, name).fill(text);
	await parameter(page, name).blur();
}

export const valueOf = async (page: Page, name: string): Promise<string> =>
	await parameter(page, name).inputValue();

/** Chooses from a drop-down list by the option's first line. */
export async function choose(page: Page, name: string, option: string): Promise<void> {
	await page.getByTestId(`parameter-input-${name}`).click();
	const wanted = page
		.getByTestId('parameter-input-item')
		.filter({ visible: true, has: page.getByText(option, { exact: true }) });
	await wanted.first().click();
}

export async function chooseCredential(page: Page, name: string): Promise<void> {
	await page.getByTestId('node-credentials-select').click();
	const items = page.locator('[data-test-id^=node-credentials-select-item]');
	await items.filter({ visible: true, hasText: name }).first().click();
}

/** Runs the open node and waits for its end; true when it went well. */
export async function execute(page: Page): Promise<boolean> {
	await page.getByTestId('node-execute-button').click();
	const output = page.getByTestId('output-panel');
	// The mark of the run before disappears while n8n runs.
	await page.waitForTimeout(500);
	const good = output.getByTestId('node-run-status-success');
	const bad = output.getByTestId('node-error-message');
	await good.or(bad).first().waitFor({ timeout: 60_000 });
	return await good.isVisible();
}

/** Opens the picture of the first row and gives its size as the browser sees it. */
export async function viewPicture(page: Page): Promise<{ width: number; height: number }> {
	const output = page.getByTestId('output-panel');
	await output.getByTestId('radio-button-binary').click();
	await output.getByTestId('ndv-view-binary-data').first().click();
	const image = output.locator('img[src*="binary-data"], img[src^="data:"], img[src^="blob:"]');
	await image.first().waitFor();
	return await image.first().evaluate(async (element) => {
		const picture = element as HTMLImageElement;
		await picture.decode();
		return { width: picture.naturalWidth, height: picture.naturalHeight };
	});
}

/** What the output panel says when the node failed. */
export const failureShown = async (page: Page): Promise<string> =>
	(await page.getByTestId('output-panel').innerText()).replaceAll(/\s*\n\s*/g, ' · ');

export async function closeNode(page: Page): Promise<void> {
	await page.getByTestId('ndv-close-button').click();
	await page.getByTestId('ndv').waitFor({ state: 'hidden' });
}

/** Runs the workflow on the canvas and waits until n8n says that it went well. */
export async function executeWorkflow(page: Page): Promise<void> {
	await page.getByTestId('canvas-node').first().waitFor();
	await page.getByTestId('execute-workflow-button').first().click();
	const told = page.locator('.el-notification').getByText('Workflow executed successfully');
	await told.first().waitFor({ timeout: 60_000 });
}

/** Opens a node of the canvas by its name. */
export async function openNode(page: Page, name: string): Promise<void> {
	await page.locator(`[data-node-name="${name}"]`).first().dblclick();
	await page.getByTestId('ndv').waitFor();
}

export async function withoutToasts(page: Page): Promise<void> {
	await page.evaluate(() => {
		for (const toast of document.querySelectorAll('.el-notification')) toast.remove();
	});
}
