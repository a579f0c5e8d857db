import type { Group } from '../lib/stage';
import { examplesGroup } from './examples';

export const groups = {
	examples: examplesGroup,
} as const satisfies Record<string, Group>;

export type GroupName = keyof typeof groups;
