import type { Group } from '../lib/stage';
import { agentGroup } from './agent';
import { binaryGroup } from './binary';
import { editorGroup } from './editor';
import { egressGroup } from './egress';
import { examplesGroup } from './examples';
import { longGroup } from './long';
import { pasteGroup } from './paste';
import { queueGroup } from './queue';
import { rowsGroup } from './rows';
import { scheduleGroup } from './schedule';
import { screenshotsGroup } from './screenshots';
import { searchGroup } from './search';
import { versionsGroup } from './versions';

/** In the order in which they run. */
export const groups = {
	examples: examplesGroup,
	editor: editorGroup,
	search: searchGroup,
	agent: agentGroup,
	binary: binaryGroup,
	egress: egressGroup,
	queue: queueGroup,
	schedule: scheduleGroup,
	long: longGroup,
	rows: rowsGroup,
	paste: pasteGroup,
	versions: versionsGroup,
	screenshots: screenshotsGroup,
} as const satisfies Record<string, Group>;

/** These run only when they are named. */
export const onlyByName: readonly string[] = ['versions', 'screenshots'];

export type GroupName = keyof typeof groups;
