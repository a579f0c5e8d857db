import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { openEditor } from '../lib/browser';
import { closeCredential, newCredential } from '../lib/credentialForm';
import * as ui from '../lib/editor';
import { repository } from '../lib/paths';
import { inScene, type Scene, type Stage } from '../lib/stage';
import { createWorkflow, examples, withCredentials } from '../lib/workflows';

const folder = join(repository, 'docs', 'screenshots');

interface View extends Scene {
	readonly page: Page;
}

/** The README's pictures, from the examples. Not part of a run of all groups: it writes into docs. */
export async function screenshotsGroup(stage: Stage): Promise<void> {
	mkdirSync(folder, { recursive: true });
	await inScene(stage, {}, async (scene) => {
		const { browser, page } = await openEditor(scene.n8n.rest.origin);
		const view = { ...scene, page };
		try {
			await stage.check('the node panel', async () => {
				await ui.newWorkflow(page);
				await ui.search(page, 'flux');
				return await keep(page, 'node-panel');
			});
			await stage.check('a new credential', async () => await credential(page));
			for (const name of ['compare-three-providers', 'scheduled-content-pipeline'] as const) {
				await stage.check(`the canvas of ${name}`, async () => await canvas(view, name));
			}
			await forms(stage, view);
		} finally {
			await browser.close();
		}
	});
}

/** The form as a new user meets it, in its frame alone. */
async function credential(page: Page): Promise<string> {
	await ui.newWorkflow(page);
	await ui.addNode(page, 'Replicate Image', 'Generate images');
	await newCredential(page);
	const modal = page.getByTestId('editCredential-modal');
	await modal.getByText('Hugging Face Token').first().waitFor();
	const said = await keep(page, 'credential', modal);
	await closeCredential(page);
	return said;
}

async function forms(stage: Stage, view: View): Promise<void> {
	const shots = {
		replicate: 'lora-search',
		fal: 'fal-flux-lora',
		wavespeed: 'wavespeed-flux-schnell-lora',
	};
	for (const [provider, example] of Object.entries(shots)) {
		await stage.check(`the form of ${provider}`, async () => {
			await runExample(view, example);
			await ui.openNode(view.page, 'Generate image');
			await ui.viewPicture(view.page);
			return await keep(view.page, `${provider}-form`);
		});
	}
	await stage.check('a failed row', async () => {
		await runExample(view, 'scheduled-content-pipeline');
		await ui.openNode(view.page, 'Generate images');
		await view.page
			.getByTestId('output-panel')
			.getByText(/^Error/)
			.first()
			.click();
		return await keep(view.page, 'failed-row');
	});
}

async function runExample({ page, n8n, credentials }: View, name: string): Promise<void> {
	const found = examples(n8n.filesFolder).find((example) => example.name === name);
	if (found === undefined) throw new Error(`There is no example ${name}`);
	const ready = withCredentials(found.workflow, credentials);
	const { id } = await createWorkflow(n8n.rest, ready);
	await page.goto(`/workflow/${id}`);
	await ui.executeWorkflow(page);
}

async function canvas(view: View, name: string): Promise<string> {
	await runExample(view, name);
	await view.page.getByTestId('zoom-to-fit').click();
	await view.page.waitForTimeout(600);
	return await keep(view.page, `canvas-${name}`);
}

/** Few colours are enough for an editor, and the file is a quarter of its size. */
async function keep(page: Page, name: string, part: Page | Locator = page): Promise<string> {
	await ui.withoutToasts(page);
	const bytes = await part.screenshot({ animations: 'disabled' });
	const { size } = await sharp(bytes)
		.png({ palette: true, colours: 128, effort: 10, compressionLevel: 9 })
		.toFile(join(folder, `${name}.png`));
	return `${Math.round(size / 1024)} kB`;
}
