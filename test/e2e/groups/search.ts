import type { Locator, Page } from 'playwright-core';
import * as ui from '../lib/editor';
import { locator, pick } from '../lib/lists';
import type { Stage } from '../lib/stage';
import { check, inEditor, type View } from '../lib/view';

const services = [
	{
		node: 'Replicate Image',
		credential: 'Replicate account',
		words: 'black light',
		finds: 'fofr/flux-black-light',
		other: 'krea',
		lora: 'lora_weights',
		sent: { lora_weights: 'huggingface.co/alvdansen/frosting_lane_flux' },
	},
	{
		node: 'fal.ai Image',
		credential: 'fal.ai account',
		words: 'kontext text',
		finds: 'fal-ai/flux-kontext-lora/text-to-image',
		other: 'krea',
		lora: 'path',
		sent: { loras: [{ path: 'alvdansen/frosting_lane_flux', scale: 1 }] },
	},
	{
		node: 'WaveSpeed Image',
		credential: 'WaveSpeed account',
		words: 'flux-2 text',
		finds: 'wavespeed-ai/flux-2-dev/text-to-image-lora',
		other: 'krea',
		lora: 'path',
		sent: { loras: [{ path: 'alvdansen/frosting_lane_flux', scale: 1 }] },
	},
] as const;

type Service = (typeof services)[number];

const prompt = 'a lighthouse on a cliff at dawn';

/** What a person does with a model or a LoRA that they only know a word of. */
export async function searchGroup(stage: Stage): Promise<void> {
	await inEditor(stage, 'search', async (view) => {
		for (const service of services) await anyModel(view, service);
		for (const service of services) await lora(view, service);
		await ownModel(view);
		await typedBefore(view);
	});
}

/** The first input of a model's own form: its prompt, since what is required stands first. */
const firstInput = (page: Page): Locator =>
	page.getByTestId('resource-mapper-container').locator('input, textarea').first();

/** What is not required is added from a list. */
async function addInput(page: Page, label: string): Promise<void> {
	await page.getByTestId('add-fields-select').getByRole('button').click();
	await page.getByRole('menuitem').filter({ visible: true, hasText: label }).first().click();
	await page.getByTestId('resource-mapper-container').getByText(label).first().waitFor();
}

async function anyModel(view: View, service: Service): Promise<void> {
	const { page, sandbox } = view;
	const { node, credential, words, finds, other } = service;
	await check(view, `${node}: a model found by a word shows its own form`, async () => {
		await ui.newWorkflow(page);
		await ui.addNode(page, node, 'Generate images');
		await ui.chooseCredential(page, credential);
		await ui.choose(page, 'model', 'Any Model');
		const shown = await pick(page, 'anyModel', words, finds);
		await firstInput(page).waitFor();
		return shown;
	});
	await check(view, `${node}: its input gives a picture`, async () => {
		await firstInput(page).fill(prompt);
		await firstInput(page).blur();
		if (!(await ui.execute(page))) throw new Error(await ui.failureShown(page));
		const { width, height } = await ui.viewPicture(page);
		const sent = sandbox.tasks().at(-1)?.input ?? {};
		if (sent.prompt !== prompt) throw new Error(JSON.stringify(sent));
		if (Object.keys(sent).length !== 1) throw new Error(`It sent ${JSON.stringify(sent)}`);
		return `${width} × ${height}, and nothing sent but the prompt`;
	});
	await check(view, `${node}: an input that is added begins with its default`, async () => {
		await addInput(page, 'Output Format');
		if (!(await ui.execute(page))) throw new Error(await ui.failureShown(page));
		const { output_format: format, ...rest } = sandbox.tasks().at(-1)?.input ?? {};
		const alone = Object.keys(rest).join() === 'prompt';
		if (typeof format !== 'string' || !alone) throw new Error(JSON.stringify({ format, rest }));
		return `sent ${format}`;
	});
	await check(view, `${node}: the canvas tells the model`, async () => {
		await ui.closeNode(page);
		const shown = await page.getByTestId('canvas-node').filter({ hasText: node }).innerText();
		if (!shown.includes(finds)) throw new Error(shown);
		return shown.replaceAll(/\s*\n\s*/g, ' · ');
	});
	await check(view, `${node}: another model brings a form of its own`, async () => {
		await ui.openNode(page, node);
		const shown = await pick(page, 'anyModel', other, other);
		await page
			.getByTestId('resource-mapper-container')
			.getByText('Output Format')
			.waitFor({ state: 'hidden' });
		const left = await firstInput(page).inputValue();
		if (left !== '') throw new Error(`It still holds "${left}"`);
		return shown;
	});
}

async function lora(view: View, service: Service): Promise<void> {
	const { page, sandbox } = view;
	const { node, credential, lora: field } = service;
	await check(view, `${node}: a LoRA is found by a word`, async () => {
		await ui.newWorkflow(page);
		await ui.addNode(page, node, 'Generate images');
		await ui.chooseCredential(page, credential);
		await ui.typeInto(page, 'prompt', prompt);
		if (field === 'path') await page.getByRole('button', { name: 'Add LoRA' }).last().click();
		return await pick(page, field, 'frosting', 'alvdansen/frosting_lane_flux');
	});
	await check(view, `${node}: its trigger words stand in the prompt of the row`, async () => {
		await page.getByPlaceholder('Add option').last().click();
		const options = page.getByTestId('parameter-input-item').or(page.getByRole('option'));
		await options.filter({ visible: true, hasText: 'Look Up Trigger Words' }).first().click();
		await page.locator('.el-switch').filter({ visible: true }).last().click();
		if (!(await ui.execute(page))) throw new Error(await ui.failureShown(page));
		const sent = sandbox.tasks().at(-1)?.input ?? {};
		for (const [name, value] of Object.entries(service.sent)) {
			if (JSON.stringify(sent[name]) !== JSON.stringify(value))
				throw new Error(JSON.stringify(sent));
		}
		const wanted = `frstingln illustration, ${prompt}`;
		const output = page.getByTestId('output-panel');
		await output.getByTestId('radio-button-json').click();
		await output.getByText(wanted).first().waitFor();
		return `${wanted}; sent ${JSON.stringify(service.sent)}`;
	});
}

/** What the user trained at Replicate runs in the version that the training made. */
async function ownModel(view: View): Promise<void> {
	const { page, sandbox } = view;
	await check(view, 'My Fine-Tune: a training picked from the list runs', async () => {
		await ui.newWorkflow(page);
		await ui.addNode(page, 'Replicate Image', 'Generate images');
		await ui.chooseCredential(page, 'Replicate account');
		await ui.choose(page, 'model', 'My Fine-Tune');
		await ui.typeInto(page, 'prompt', prompt);
		const shown = await pick(page, 'ownModel', 'TOK', 'sandbox/my-fine-tune');
		if (!(await ui.execute(page))) throw new Error(await ui.failureShown(page));
		const { model } = sandbox.tasks().at(-1) ?? {};
		if (model !== 'sandbox/my-fine-tune') throw new Error(`It ran ${String(model)}`);
		return shown;
	});
}

/** Workflows saved before there was a list hold a plain text. */
async function typedBefore(view: View): Promise<void> {
	const { page, n8n, sandbox, credentials } = view;
	const [account] = credentials;
	await check(view, 'a LoRA typed before there was a list is shown and sent', async () => {
		const parameters = {
			model: 'black-forest-labs/flux-dev-lora',
			prompt,
			lora_weights: 'huggingface.co/alvdansen/frosting_lane_flux',
		};
		const node = {
			...{ id: 'old', name: 'Replicate Image', type: 'n8n-nodes-flux-lora.replicateImage' },
			...{ typeVersion: 1, position: [0, 0], parameters },
			credentials: { replicateImageApi: { id: account.id, name: account.name } },
		};
		const trigger = {
			...{ id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 },
			...{ position: [-240, 0], parameters: {} },
		};
		const { id } = await n8n.rest.post<{ id: string }>('/workflows', {
			name: 'Typed before',
			nodes: [trigger, node],
			connections: { Start: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
			settings: { executionOrder: 'v1' },
		});
		await page.goto(`/workflow/${id}`);
		await ui.openNode(page, node.name);
		const input = locator(page, 'lora_weights').locator('input').last();
		const shown = await input.inputValue();
		if (!(await ui.execute(page))) throw new Error(await ui.failureShown(page));
		const sent = sandbox.tasks().at(-1)?.input ?? {};
		if (sent.lora_weights !== parameters.lora_weights) throw new Error(JSON.stringify(sent));
		return `the field shows "${shown}"`;
	});
}
