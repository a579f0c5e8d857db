import { readDocument } from '../../nodes/shared/live/document';
import { parseLive } from '../../nodes/shared/live/input';

const model = (count: object) =>
	readDocument({
		...{ target: { endpoint: 'owner/name' }, docs: '', root: {} },
		input: { type: 'object', properties: { prompt: { type: 'string' }, num_outputs: count } },
	});

const whole = { type: 'integer', minimum: 1, maximum: 8 };
const some = { type: 'integer', enum: [1, 4] };

describe('the images that an order of any model counts for', () => {
	it.each([
		['a number', whole, { num_outputs: 3 }, 3],
		['a number as a sheet writes it', whole, { num_outputs: '3' }, 3],
		['the default where none is given', { ...whole, default: 2 }, {}, 2],
		['one where nothing is said', whole, {}, 1],
		['a choice of numbers', some, { num_outputs: '4' }, 4],
		['the default of a choice', { ...some, default: 4 }, {}, 4],
	])('%s', (_, count, value, images) => {
		expect(parseLive(model(count), { prompt: 'a tower', ...value }).count).toBe(images);
	});
});
