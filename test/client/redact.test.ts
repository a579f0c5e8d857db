import { redactor, withoutQueries, withoutSecrets } from '../../nodes/shared/redact';

describe('keys in texts', () => {
	const key = 'r8_Zk29fQpLw7xVb31TnMeYc';
	const redact = redactor([key, '']);
	test.each([
		['whole', `Invalid token ${key}.`, 'Invalid token [key].'],
		['its beginning', 'Invalid token r8_Zk29fQp***', 'Invalid token [key]'],
		['its end', 'key ending in 1TnMeYc', 'key ending in [key]'],
		['twice', `${key},${key}`, '[key],[key]'],
		['none', 'Prompt is required', 'Prompt is required'],
	])('%s', (_, text, expected) => {
		expect(redact(text)).toBe(expected);
	});
	test('an answer loses whole keys alone', () => {
		expect(withoutSecrets(`{"a":"${key}","id":"r8_Zk2"}`, [key])).toBe(
			'{"a":"[key]","id":"r8_Zk2"}',
		);
	});
	test('URLs in errors lose their query', () => {
		const text =
			'GET https://b.example/x.safetensors?X-Sig=abc#f failed, see "http://c.example/?a=1".';
		expect(withoutQueries(text)).toBe(
			'GET https://b.example/x.safetensors?… failed, see "http://c.example/?…".',
		);
	});
});
