import { shoot } from '../lib/browser';
import * as form from '../lib/credentialForm';
import * as ui from '../lib/editor';
import type { Stage } from '../lib/stage';
import { check, inEditor, type View } from '../lib/view';

const services = [
	{ node: 'Replicate Image', site: 'replicate', credential: 'Replicate account' },
	{ node: 'fal.ai Image', site: 'fal', credential: 'fal.ai account' },
	{ node: 'WaveSpeed Image', site: 'waveSpeed', credential: 'WaveSpeed account' },
] as const;

type Service = (typeof services)[number];

const prompt = 'frstingln illustration, a lighthouse on a cliff at dawn';

/** What a person meets in the editor, in Debian's Chromium. */
export async function editorGroup(stage: Stage): Promise<void> {
	await inEditor(stage, 'editor', async (view) => {
		await ui.newWorkflow(view.page);
		await searches(view);
		for (const service of services) await tryService(view, service);
		await loraFields(view);
		await wrongValue(view);
		await errorOutput(view);
	});
}

async function searches(view: View): Promise<void> {
	const everyNode = services.map(({ node }) => node);
	const words = {
		replicate: ['Replicate Image'],
		flux: everyNode,
		lora: everyNode,
		image: everyNode,
	};
	for (const [word, wanted] of Object.entries(words)) {
		await check(view, `typing "${word}" finds the nodes`, async () => {
			const found = await ui.search(view.page, word);
			await shoot(view.page, view.shots, `search-${word}`);
			const missing = wanted.filter((name) => !found.includes(name));
			if (missing.length > 0) throw new Error(`${missing.join(', ')} not in ${found.join(', ')}`);
			return found.slice(0, 4).join(', ');
		});
	}
}

async function tryService(view: View, service: Service): Promise<void> {
	const { page, shots } = view;
	await ui.newWorkflow(page);
	await ui.addNode(page, service.node, 'Generate images');
	await shoot(page, shots, `${service.site}-form`);
	await credentialTests(view, service);
	await ui.newWorkflow(page);
	await ui.addNode(page, service.node, 'Generate images');
	await check(view, `${service.node}: one credential, one prompt, one picture`, async () => {
		await ui.chooseCredential(page, service.credential);
		await ui.typeInto(page, 'prompt', prompt);
		if (!(await ui.execute(page))) throw new Error(await ui.failureShown(page));
		await page.getByText('This ran without a LoRA').first().waitFor();
		const { width, height } = await ui.viewPicture(page);
		await shoot(page, shots, `${service.site}-picture`);
		return `the output panel shows ${width} × ${height}`;
	});
	await check(view, `${service.node}: another model keeps the prompt`, async () => {
		await ui.choose(page, 'model', 'FLUX Schnell');
		const kept = await ui.valueOf(page, 'prompt');
		if (kept !== prompt) throw new Error(`The prompt became "${kept}"`);
		await shoot(page, shots, `${service.site}-other-model`);
		return 'FLUX Schnell';
	});
	await ui.closeNode(page);
	await shoot(page, shots, `${service.site}-canvas`);
}

async function credentialTests(view: View, { node, site }: Service): Promise<void> {
	const { page, sandbox, shots } = view;
	const { baseUrl, key } = sandbox.sites[site];
	await form.newCredential(page);
	await shoot(page, shots, `${site}-credential`);
	await form.useGateway(page);
	await ui.choose(page, 'apiType', 'Official API');
	const red = async (name: string, typed: Partial<form.Typed>, wanted: RegExp): Promise<void> =>
		await check(view, `${node}: the credential test is red with ${name}`, async () => {
			const { green, message } = await form.saveAndTest(page, typed);
			await shoot(page, shots, `${site}-credential-${name.replaceAll(' ', '-')}`);
			if (green) throw new Error('It is green');
			if (!wanted.test(message)) throw new Error(`It says: ${message}`);
			return message;
		});
	await red('a wrong key', { apiKey: `${key.slice(0, -4)}0000`, baseUrl }, /key|token/i);
	const nobody = 'http://127.0.0.1:9/v1';
	await red('a base URL where nobody answers', { apiKey: key, baseUrl: nobody }, /127\.0\.0\.1:9/);
	const astray = { baseUrl: `${new URL(baseUrl).origin}/nothing/here` };
	await red('a base URL with a wrong path', astray, /API is not at|base url/i);
	await red('the base URL of a web site', { baseUrl: view.n8n.rest.origin }, /web page|base url/i);
	await check(view, `${node}: the credential test is green with the right key`, async () => {
		const { green, message } = await form.saveAndTest(page, { baseUrl });
		if (!green) throw new Error(message);
		await form.reopen(page);
		await shoot(page, shots, `${site}-credential-green`);
		await form.closeCredential(page);
		return '';
	});
}

/** The fields of a LoRA come with the LoRA, and the mode's name is not cut. */
async function loraFields(view: View): Promise<void> {
	const { page, shots } = view;
	await check(view, 'a LoRA brings its strength and trigger words', async () => {
		await ui.newWorkflow(page);
		await ui.addNode(page, 'Replicate Image', 'Generate images');
		const strength = page.getByTestId('parameter-input-lora_scale');
		if (await strength.isVisible()) throw new Error('They stand there without a LoRA');
		await page.getByTestId('rlc-mode-selector').first().click();
		await page.getByText('By Path', { exact: true }).filter({ visible: true }).first().click();
		await page.getByTestId('rlc-input').first().fill('huggingface.co/owner/name');
		await page.keyboard.press('Tab');
		await strength.waitFor();
		await shoot(page, shots, 'lora-fields');
		await ui.closeNode(page);
		const below = await page.locator('[data-node-name="Replicate Image"]').first().innerText();
		if (!below.includes('FLUX Dev LoRA')) throw new Error(`The canvas says: ${below}`);
		return below.replaceAll(/\s*\n\s*/g, ' · ');
	});
}

/** A value that cannot be right is refused before anything is bought, in our words. */
async function wrongValue(view: View): Promise<void> {
	const { page, shots, sandbox } = view;
	await check(view, 'a wrong value shows our message and buys nothing', async () => {
		await ui.newWorkflow(page);
		await ui.addNode(page, 'Replicate Image', 'Generate images');
		await ui.chooseCredential(page, 'Replicate account');
		const before = sandbox.tasks().length;
		// Without any text n8n itself asks for the prompt; blanks reach the node.
		await ui.typeInto(page, 'prompt', '   ');
		if (await ui.execute(page)) throw new Error('It ran without a prompt');
		const said = await ui.failureShown(page);
		await shoot(page, shots, 'wrong-value');
		if (!/Prompt/.test(said)) throw new Error(said);
		if (sandbox.tasks().length !== before) throw new Error('It bought something');
		return said.slice(0, 300);
	});
	await check(view, 'a refusal of the provider is shown with what to do', async () => {
		await ui.typeInto(page, 'prompt', `${prompt} [credit]`);
		if (await ui.execute(page)) throw new Error('It ran');
		const said = await ui.failureShown(page);
		await shoot(page, shots, 'refused');
		if (!/credit/i.test(said)) throw new Error(said);
		return said.slice(0, 300);
	});
}

async function errorOutput(view: View): Promise<void> {
	const { page, shots } = view;
	await check(view, 'a failed row leaves by the error output', async () => {
		await page.getByTestId('tab-settings').click();
		await ui.choose(page, 'onError', 'Continue (using error output)');
		await page.getByTestId('tab-params').click();
		if (!(await ui.execute(page))) throw new Error(await ui.failureShown(page));
		const output = page.getByTestId('output-panel');
		await output
			.getByText(/^Error/)
			.first()
			.click();
		for (const word of ['safeToRetry', 'charged', 'nextStep']) {
			await output.getByText(word, { exact: true }).first().waitFor();
		}
		await shoot(page, shots, 'error-output');
		await ui.closeNode(page);
		await shoot(page, shots, 'error-output-canvas');
		return 'with charged, safeToRetry and nextStep';
	});
}
