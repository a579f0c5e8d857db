import type { INodeProperties } from 'n8n-workflow';

import { inOrder, propertiesOf } from './field';
import { optionsForms } from './options';
import { operation, taskFields } from './task';
import { toolFields } from './tool';
import { anyModelFields, anyModelOption } from '../live/form';
import type { Field, Model } from '../model';

export interface FormOptions {
	/** The provider's name as users write it. */
	readonly title: string;
	readonly models: readonly Model[];
	readonly defaultModel: string;
	/** How long the provider keeps images, as the end of a sentence. */
	readonly kept: string;
	/** What cancelling on timeout does at this provider, as a sentence. */
	readonly stops: string;
	/** The provider tells the price of an order before it is bought. */
	readonly priced?: boolean;
	/** Present where Get and Cancel need the endpoint that ran the task. */
	readonly taskModel?: string;
	/** An ID as this provider writes it, for the choice of any model. */
	readonly exampleModel: string;
}

/** The order of issue 2 section 3; fields of one rank keep the order of their model. */
function rank(field: Field): number {
	if (field.kind === 'text') return field.role === 'prompt' ? 0 : 2;
	if (field.kind === 'image') return 1;
	if (field.kind === 'json') return 2;
	if (field.kind === 'loras') return 3;
	if (field.kind === 'integer' && field.role === 'count') return 5;
	return 4;
}

interface Shared {
	readonly key: string;
	readonly properties: readonly INodeProperties[];
	readonly rank: number;
	readonly models: string[];
}

/** What several models declare alike stands once, so that switching the model keeps its value. */
function gather(found: ReadonlyArray<Omit<Shared, 'models' | 'key'> & { model: string }>) {
	const groups = new Map<string, Shared>();
	for (const { model, ...rest } of found) {
		const key = JSON.stringify(rest.properties);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, { ...rest, key, models: [model] });
		else group.models.push(model);
	}
	return [...groups.values()];
}

const shownFor = (models: readonly string[], property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: {
		...property.displayOptions,
		show: { operation: ['generate'], model: [...models], ...property.displayOptions?.show },
	},
});

function firstLevel(models: readonly Model[]): INodeProperties[] {
	const found = models.flatMap(({ id, fields }) =>
		fields
			.filter(({ level }) => level === 'first')
			.map((field) => ({ model: id, properties: propertiesOf(field), rank: rank(field) })),
	);
	return gather(found)
		.sort((a, b) => a.rank - b.rank)
		.flatMap(({ models: ids, properties }) => properties.map((one) => shownFor(ids, one)));
}

function imageOptions(models: readonly Model[]): INodeProperties[] {
	const found = models.flatMap(({ id, fields }) => {
		const rare = fields.filter(({ level }) => level !== 'first');
		if (rare.length === 0) return [];
		const collection: INodeProperties = {
			displayName: 'Image Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: inOrder(rare.flatMap(propertiesOf), ({ displayName }) => displayName),
		};
		return [{ model: id, properties: [collection], rank: 0 }];
	});
	return gather(found).flatMap(({ models: ids, properties }) =>
		properties.map((one) => shownFor(ids, one)),
	);
}

const notice = (name: string, displayName: string, show: Record<string, string[]>) =>
	({
		displayName,
		name,
		type: 'notice',
		default: '',
		displayOptions: { show },
	}) as const satisfies INodeProperties;

function modelNotices(models: readonly Model[]): INodeProperties[] {
	const found = models.flatMap(({ id, notice: words }) =>
		words === undefined
			? []
			: [{ model: id, properties: [notice('modelNotice', words, {})], rank: 0 }],
	);
	return gather(found).flatMap(({ models: ids, properties }) =>
		properties.map((one) => shownFor(ids, one)),
	);
}

function modelList({ title, models, defaultModel }: FormOptions): INodeProperties {
	const listed = models.map(({ id, name, summary, docs }) => ({
		name,
		value: id,
		description: [summary, `<a href="${docs}" target="_blank">Its page</a>.`].join('. '),
	}));
	return {
		displayName: 'Model',
		name: 'model',
		type: 'options',
		noDataExpression: true,
		options: inOrder([...listed, anyModelOption(title)], ({ name }) => name),
		default: defaultModel,
		description: 'What makes the image; it decides speed, price and which LoRAs fit',
		displayOptions: { show: { operation: ['generate'] } },
	};
}

/** The whole property list of a provider's node. */
export function nodeProperties(options: FormOptions): INodeProperties[] {
	const { title, models, kept, stops } = options;
	return [
		...toolFields({ title, kept, taskModel: options.taskModel !== undefined }),
		operation(title),
		modelList(options),
		...modelNotices(models),
		...anyModelFields(title, options.exampleModel),
		...firstLevel(models),
		...imageOptions(models),
		...taskFields(options.taskModel),
		...optionsForms(title, stops, options.priced),
		notice(
			'submittedNotice',
			`No images come out right after submitting, but each is charged. Fetch them with Get a Task: ${kept}.`,
			{ operation: ['generate'], '/execution.whenToContinue': ['submitted'] },
		),
		notice(
			'batchNotice',
			'More than one item? Set <b>Settings > On Error</b> to <b>Continue (using error output)</b>. Otherwise one failed item drops the finished images of all.',
			{ operation: ['generate'] },
		),
	];
}
