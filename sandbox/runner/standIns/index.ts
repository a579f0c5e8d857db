import type { INodeType } from 'n8n-workflow';
import { ifStandIn } from './if';
import { manualTriggerStandIn } from './manualTrigger';
import { mergeStandIn } from './merge';
import { readWriteFileStandIn } from './readWriteFile';
import { scheduleTriggerStandIn } from './scheduleTrigger';
import { setStandIn } from './set';
import { splitOutStandIn } from './splitOut';
import { stickyNoteStandIn } from './stickyNote';
import { waitStandIn } from './wait';

/** n8n-nodes-base is 183 MB; these do what the examples ask of it, and no more. */
export const standIns: Readonly<Record<string, INodeType>> = {
	'n8n-nodes-base.if': ifStandIn,
	'n8n-nodes-base.manualTrigger': manualTriggerStandIn,
	'n8n-nodes-base.merge': mergeStandIn,
	'n8n-nodes-base.readWriteFile': readWriteFileStandIn,
	'n8n-nodes-base.scheduleTrigger': scheduleTriggerStandIn,
	'n8n-nodes-base.set': setStandIn,
	'n8n-nodes-base.splitOut': splitOutStandIn,
	'n8n-nodes-base.stickyNote': stickyNoteStandIn,
	'n8n-nodes-base.wait': waitStandIn,
};
