import { NodeOperationError } from 'n8n-workflow';
import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	ResourceMapperFields,
} from 'n8n-workflow';

import { credentialFields } from './accounts';
import { credentialTest } from './credentialTest';
import { listsOf } from '../lora/look';
import { searchLoras } from '../lora/search';
import { ownModels, ownTrainings } from '../lora/trainings';
import { locatorText } from '../input/locator';
import { filterOf } from './occasion';
import { asProblem, invalidInput } from '../problem';
import { openSession, type CredentialFields, type Service } from '../client/service';
import type { Session } from '../client/session';
import { askWithin } from '../client/lookUp';
import type { ModelCatalog } from '../modelCatalog';
import { readDocument } from '../live/document';
import { mappedFields } from '../live/mapper';

interface Place {
	readonly session: Session;
	readonly fields: CredentialFields;
	readonly catalog: ModelCatalog;
}

async function placeOf(context: ILoadOptionsFunctions, service: Service): Promise<Place> {
	const fields = await context.getCredentials(service.credential).then(
		(given) => credentialFields(given, service.title),
		(error: unknown) => {
			const { message } = asProblem(error);
			throw invalidInput(
				`The credential cannot be read in the editor: ${message}`,
				'A key by expression is known only when the workflow runs. Enter what you would choose from the list by its name.',
			);
		},
	);
	const { session } = openSession(service, fields, () => {}, filterOf(context.helpers));
	const api = session.place.official ? 'official' : 'gateway';
	return { session, fields, catalog: service.catalog(api) };
}

/** The editor shows an error's message alone; what to do about it goes along. */
async function told<T>(context: ILoadOptionsFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const { message, nextStep } = asProblem(error);
		const shown = new NodeOperationError(context.getNode(), message, { description: nextStep });
		// n8n puts words of its own in place of a message that holds a code such as ECONNREFUSED.
		shown.message = `${message}. ${nextStep}`;
		throw shown;
	}
}

/** The list of models, as far as the words in its search box fit. */
const searchModels = (service: Service) =>
	async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		return await told(this, async () => {
			const { session, catalog } = await placeOf(this, service);
			const words = (filter ?? '').trim();
			const { models, next } = await catalog.search(askWithin(session), words, paginationToken);
			return { results: [...models], ...(next === undefined ? {} : { paginationToken: next }) };
		});
	};

/** The chosen model's inputs; none before one is chosen. */
const modelInput = (service: Service) =>
	async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const id = locatorText(this.getCurrentNodeParameter('anyModel'));
		if (id === '') return { fields: [], emptyFieldsNotice: 'Choose a model first.' };
		return await told(this, async () => {
			const { session, catalog } = await placeOf(this, service);
			const document = await catalog.read(askWithin(session), id);
			return { fields: mappedFields(readDocument(document)) };
		});
	};

/** LoRAs that fit the chosen model, in the form it takes; the user's own trainings at Replicate first. */
const loraList = (service: Service) =>
	async function (this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
		return await told(this, async () => {
			const chosen = this.getCurrentNodeParameter('model');
			const model = service.models.find(({ id }) => id === chosen);
			const spelling = model?.fields.find((field) => field.kind === 'loras')?.spelling;
			if (model?.family === undefined || spelling === undefined) return { results: [] };
			const { session, fields } = await placeOf(this, service);
			const lists = listsOf(session, fields);
			if (lists === undefined) throw switchedOff();
			const words = (filter ?? '').trim();
			const own =
				lists.own === undefined ? [] : ownTrainings(lists.own, words, spelling).catch(() => []);
			const found = searchLoras(lists, model.family, spelling, words);
			// Both at once: what fails while the other is still awaited would be nobody's.
			return { results: (await Promise.all([own, found])).flat() };
		});
	};

/** The user's own trained models at Replicate. */
const trainingList = (service: Service) =>
	async function (this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
		return await told(this, async () => {
			const { session } = await placeOf(this, service);
			if (!session.place.official) throw noTrainings();
			const found = await ownModels(askWithin(session), (filter ?? '').trim());
			return { results: [...found] };
		});
	};

const noTrainings = () =>
	invalidInput(
		'A gateway lists no trainings',
		'Choose By Name and enter the model as owner/name:version.',
	);

const switchedOff = () =>
	invalidInput(
		'Looking up LoRAs is switched off in the credential',
		'Choose By Path and enter the LoRA, or switch "Look Up LoRAs in Public Lists" on in the credential.',
	);

/** Everything the editor may call on a node. */
export const nodeMethods = (service: Service) => ({
	credentialTest: { testKey: credentialTest(service) },
	listSearch: {
		searchModels: searchModels(service),
		searchLoras: loraList(service),
		searchTrainings: trainingList(service),
	},
	resourceMapping: { modelInput: modelInput(service) },
});
