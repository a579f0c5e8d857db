import type { Locator, Page } from 'playwright-core';
import * as ui from '../lib/editor';
import { locator } from '../lib/lists';
import type { Stage } from '../lib/stage';
import { check, inEditor, type View } from '../lib/view';

const page = 'https://civitai.com/models/618692/velvet-night';
const download = 'https://civitai.com/api/download/models/691639?type=Model&format=SafeTensor';
const prompt = 'a lighthouse on a cliff at dawn';

const services = [
	{
		node: 'Replicate Image',
		credential: 'Replicate account',
		lora: 'lora_weights',
		sent: { lora_weights: 'https://civitai.com/models/691639' },
	},
	{
		node: 'fal.ai Image',
		credential: 'fal.ai account',
		lora: 'path',
		sent: { loras: [{ path: download, scale: 1 }] },
	},
	{
		node: 'WaveSpeed Image',
		credential: 'WaveSpeed account',
		lora: 'path',
		sent: { loras: [{ path: download, scale: 1 }] },
	},
] as const;

type Service = (typeof services)[number];

/** A link as the browser shows it, pasted into the LoRA's field. */
export async function pasteGroup(stage: Stage): Promise<void> {
	await inEditor(stage, 'paste', async (view) => {
		for (const service of services) await civitaiPage(view, service);
		for (const service of services) await threeFiles(view, service);
	});
}

async function pasted(editor: Page, { node, credential, lora }: Service, link: string) {
	await ui.newWorkflow(editor);
	await ui.addNode(editor, node, 'Generate images');
	await ui.chooseCredential(editor, credential);
	await ui.typeInto(editor, 'prompt', prompt);
	if (lora === 'path') await editor.getByRole('button', { name: 'Add LoRA' }).last().click();
	await locator(editor, lora).getByTestId('rlc-mode-selector').click();
	const modes = editor.getByTestId('mode-path').filter({ visible: true });
	await modes.first().click();
	const input = locator(editor, lora).locator('input').last();
	const invitation = await input.getAttribute('placeholder');
	await fill(input, link);
	return invitation ?? '';
}

/** n8n takes over what is typed after a moment. */
async function fill(input: Locator, link: string): Promise<void> {
	await input.fill(link);
	await input.blur();
	await input.page().waitForTimeout(1_000);
}

async function civitaiPage(view: View, service: Service): Promise<void> {
	const { page: editor, sandbox } = view;
	await check(view, `${service.node}: a page of CivitAI pasted`, async () => {
		const invitation = await pasted(editor, service, page);
		if (!(await ui.execute(editor))) throw new Error(await ui.failureShown(editor));
		const sent = sandbox.tasks().at(-1)?.input ?? {};
		for (const [name, value] of Object.entries(service.sent)) {
			if (JSON.stringify(sent[name]) !== JSON.stringify(value))
				throw new Error(JSON.stringify(sent));
		}
		const { width, height } = await ui.viewPicture(editor);
		return `"${invitation}"; ${width} × ${height}`;
	});
}

async function threeFiles(view: View, service: Service): Promise<void> {
	const { page: editor, sandbox } = view;
	await check(view, `${service.node}: a repo with three files is refused`, async () => {
		const before = sandbox.tasks().length;
		await pasted(editor, service, 'https://huggingface.co/sandbox/three-files-flux');
		if (await ui.execute(editor)) throw new Error('It ran');
		const said = await ui.failureShown(editor);
		const link = /https:\/\/huggingface\.co\/sandbox\/three-files-flux\/resolve\/main\/\S+/.exec(
			said,
		)?.[0];
		if (link === undefined) throw new Error(said);
		if (sandbox.tasks().length !== before) throw new Error('It was bought');
		return said.slice(0, 300);
	});
	await check(view, `${service.node}: the link from the message runs`, async () => {
		const link =
			/https:\/\/huggingface\.co\/sandbox\/three-files-flux\/resolve\/main\/[\w.%-]+/.exec(
				await ui.failureShown(editor),
			)?.[0];
		const input = locator(editor, service.lora).locator('input').last();
		await fill(input, String(link));
		if (!(await ui.execute(editor))) throw new Error(await ui.failureShown(editor));
		return String(link);
	});
}
