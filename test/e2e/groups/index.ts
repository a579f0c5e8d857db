import type { Group } from '../lib/stage';
import { agentGroup } from './agent';
import { binaryGroup } from './binary';
import { editorGroup } from './editor';
import { egressGroup } from './egress';
import { examplesGroup } from './examples';
import { queueGroup } from './queue';
import { scheduleGroup } from './schedule';
import { screenshotsGroup } from './screenshots';

/** In the order in which they run. */
export const groups = {
	examples: examplesGroup,
	editor: editorGroup,
	agent: agentGroup,
	binary: binaryGroup,
	egress: egressGroup,
	queue: queueGroup,
	schedule: scheduleGroup,
	screenshots: screenshotsGroup,
} as const satisfies Record<string, Group>;

/** These run only when they are named. */
export const onlyByName: readonly string[] = ['screenshots'];

export type GroupName = keyof typeof groups;
