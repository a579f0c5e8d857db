import type { Page } from 'playwright-core';
import { join } from 'node:path';
import { openEditor, shoot } from './browser';
import { inScene, type Scene, type Stage } from './stage';

/** A person in front of the editor. */
export interface View extends Scene {
	readonly page: Page;
	readonly stage: Stage;
	/** Where the group's pictures go. */
	readonly shots: string;
}

/** A scene with the editor open in Debian's Chromium. */
export async function inEditor(
	stage: Stage,
	group: string,
	act: (view: View) => Promise<void>,
): Promise<void> {
	await inScene(stage, {}, async (scene) => {
		const { browser, page } = await openEditor(scene.n8n.rest.origin);
		try {
			await act({ ...scene, page, stage, shots: join(stage.output, group) });
		} finally {
			await browser.close();
		}
	});
}

/** A check; its picture shows what the person saw in the end. */
export async function check(view: View, name: string, run: () => Promise<string>): Promise<void> {
	const picture = name.replaceAll(/\W+/g, '-');
	await view.stage.check(name, async () => {
		try {
			const told = await run();
			await shoot(view.page, view.shots, picture);
			return told;
		} catch (error) {
			await shoot(view.page, view.shots, `failed-${picture}`);
			throw error;
		}
	});
}
