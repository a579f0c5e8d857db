import type { Reply } from '../types';

/** Every good answer's envelope (seed 002). */
export const success = (data: unknown, taskId?: string): Reply => ({
	status: 200,
	json: { code: 200, message: 'success', data },
	taskId,
});
