import type { Locator, Page } from 'playwright-core';

export const locator = (page: Page, name: string): Locator =>
	page.getByTestId(`resource-locator-${name}`);

/** Opens a list, types a word, and takes the row that holds this text. */
export async function pick(page: Page, name: string, words: string, text: string): Promise<string> {
	await locator(page, name).getByTestId('rlc-input').click();
	await page.getByPlaceholder('Search...').filter({ visible: true }).fill(words);
	const row = page.getByTestId('rlc-item').filter({ visible: true, hasText: text }).first();
	await row.waitFor();
	const shown = await row.innerText();
	await row.click();
	return shown;
}
