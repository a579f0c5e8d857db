import type { INodeProperties } from 'n8n-workflow';

/** The value of `model` that stands for whatever `anyModel` names. */
export const ANY_MODEL = 'anyModel';

const shown = { show: { operation: ['generate'], model: [ANY_MODEL] } };

/** The choice in the list of models. */
export const anyModelOption = (title: string) => ({
	name: 'Any Model',
	value: ANY_MODEL,
	description: `Search the models of ${title} and fill in the chosen one's own form`,
});

/** Which model: searched for, or by its ID. */
const chosenModel = (title: string, example: string): INodeProperties => ({
	displayName: 'Model to Run',
	name: 'anyModel',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: `Which model of ${title} makes the image. Where models have versions the one of today is kept, so that the workflow means the same tomorrow.`,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a model…',
			typeOptions: { searchListMethod: 'searchModels', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${example}` },
	],
	displayOptions: shown,
});

const itsInput: INodeProperties = {
	displayName: 'Model Input',
	name: 'anyInput',
	type: 'resourceMapper',
	noDataExpression: true,
	required: true,
	default: { mappingMode: 'defineBelow', value: null },
	typeOptions: {
		loadOptionsDependsOn: ['anyModel.value'],
		resourceMapper: {
			resourceMapperMethod: 'modelInput',
			mode: 'add',
			valuesLabel: 'Model Input',
			fieldWords: { singular: 'input', plural: 'inputs' },
			addAllFields: false,
			noFieldsError: 'The inputs of this model could not be read.',
			multiKeyMatch: false,
			supportAutoMap: false,
		},
	},
	description:
		"The chosen model's own inputs. A file goes in as a URL or as the name of a binary field.",
	displayOptions: shown,
};

/** Which model, and its own form, read from the provider when the panel is open. */
export const anyModelFields = (title: string, example: string): INodeProperties[] => [
	chosenModel(title, example),
	itsInput,
];
