import { ANY_MODEL } from '../live/form';
import type { Model } from '../model';

const parameter = (name: string) => `$parameter[${JSON.stringify(name)}]`;

/**
 * What stands under the node on the canvas: the model by its name, where the user names one that. An n8n
 * expression ends at the first two closing braces, and n8n 1.101 knows no `??`.
 */
export function subtitleOf(models: readonly Model[]): string {
	const named = Object.fromEntries(models.map(({ id, name }) => [id, name]));
	const chosen = [
		`(${parameter('model')} === "${ANY_MODEL}" ? ${parameter('anyModel')} || "Any Model" : "")`,
		parameter('endpoint'),
		parameter('ownModel'),
		`(${JSON.stringify(named)})[${parameter('model')}]`,
		parameter('model'),
	].join(' || ');
	const tasks = '({"get":"Get a Task","cancel":"Cancel a Task"})';
	return `={{ ${tasks}[${parameter('operation')}] || ${chosen} }}`;
}
