import type { Group } from '../lib/stage';
import { agentGroup } from './agent';
import { binaryGroup } from './binary';
import { editorGroup } from './editor';
import { egressGroup } from './egress';
import { examplesGroup } from './examples';
import { queueGroup } from './queue';
import { scheduleGroup } from './schedule';

/** In the order in which they run. */
export const groups = {
	examples: examplesGroup,
	editor: editorGroup,
	agent: agentGroup,
	binary: binaryGroup,
	egress: egressGroup,
	queue: queueGroup,
	schedule: scheduleGroup,
} as const satisfies Record<string, Group>;

export type GroupName = keyof typeof groups;
