import type { INodeType } from 'n8n-workflow';
import { standIn } from './description';

/** Stand-in for Sticky Note: text on the canvas, never run. */
export const stickyNoteStandIn: INodeType = {
	description: standIn('stickyNote', [], { inputs: [], outputs: [] }),
};
