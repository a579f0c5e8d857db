import type { IExecuteFunctions } from 'n8n-workflow';

import { objectOf } from '../wire/answer';
import type { Read } from './parameters';
import { refuseHalf, slipsInLive } from './slips';
import { locatorText } from '../input/locator';
import type { Raw } from '../input/parts';
import { asProblem, invalidInput } from '../problem';
import type { Service } from '../client/service';
import type { Session } from '../client/session';
import { askWithin } from '../client/lookUp';
import { readDocument, type LiveModel } from '../live/document';
import { ANY_MODEL } from '../live/form';
import { modelOf, parseLive } from '../live/input';
import { parseUnchecked } from '../live/unchecked';

/** Whether this node runs a model that no file of ours declares. */
export const wantsAnyModel = (context: IExecuteFunctions): boolean =>
	context.getNode().parameters.model === ANY_MODEL;

function idOf(context: IExecuteFunctions, item: number): string {
	const id = locatorText(context.getNodeParameter('anyModel', item, ''));
	if (id !== '') return id;
	throw invalidInput('Model to Run is empty', 'Choose a model from the list, or enter its ID.');
}

interface Mapped {
	readonly values: Raw;
	/** What n8n kept of the form: names and n8n's types. */
	readonly kept: readonly Raw[];
}

/** The filled-in inputs. n8n keeps those that were taken off the form again, marked as removed. */
function mappedOf(context: IExecuteFunctions, item: number): Mapped {
	// Whole, since n8n checks `anyInput.value` by types of its own and refuses what a sheet brings.
	const { value, schema } = objectOf(context.getNodeParameter('anyInput', item, {}));
	const kept = Array.isArray(schema) ? schema.map(objectOf) : [];
	const removed = new Set(kept.filter((one) => one.removed === true).map(({ id }) => id));
	const values = Object.entries(objectOf(value)).filter(([name]) => !removed.has(name));
	return { values: Object.fromEntries(values), kept };
}

/** Kinds of a failed look-up that say something about the order itself, or about the key. */
const TELLING = new Set(['invalidInput', 'badKey', 'invalidCredential']);

/** The model by its live schema, or why that cannot be had. Throws a `Problem` for what cannot work. */
async function liveModel(
	service: Service,
	session: Session,
	id: string,
): Promise<LiveModel | string> {
	const { official, title } = session.place;
	const catalog = service.catalog(official ? 'official' : 'gateway');
	try {
		return readDocument(await catalog.read(askWithin(session), id));
	} catch (error) {
		const problem = asProblem(error);
		catalog.targetOf(id);
		if (problem.kind === 'internal' || (official && TELLING.has(problem.kind))) throw problem;
		return `The input went to ${title} as given: the model's schema could not be read (${problem.message})`;
	}
}

/** One item's model and input when the model is any of the provider's. Throws a `Problem`. */
export async function readAnyModel(
	context: IExecuteFunctions,
	service: Service,
	session: Session,
	item: number,
): Promise<Read> {
	const id = idOf(context, item);
	const { values, kept } = mappedOf(context, item);
	const templates = objectOf(objectOf(context.getNode().parameters.anyInput).value);
	refuseHalf('prompt', templates.prompt, values.prompt, context.getInputData()[item]);
	const slips = slipsInLive(templates, values);
	const live = await liveModel(service, session, id);
	if (typeof live === 'string') {
		const api = session.place.official ? 'official' : 'gateway';
		const target = service.catalog(api).targetOf(id);
		return { ...parseUnchecked(target, values, kept, { inputCheck: live }), slips };
	}
	const input = parseLive(live, values);
	const remarks: Record<string, string> =
		live.newer === undefined ? {} : { newerVersion: `There is a newer version: ${live.newer}` };
	return { model: modelOf(live), input: { ...input, remarks }, slips };
}
