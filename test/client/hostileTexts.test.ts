import { bareKey, unsendable } from '../../nodes/shared/wire/bearer';
import { isPublicAddress } from '../../nodes/shared/net/egress';
import { withoutEscapes, withoutQueries } from '../../nodes/shared/redact';
import { resolved } from '../../nodes/shared/live/schema';

it('a key written in JSON escapes is the key, and every text says what it said', () => {
	expect(withoutEscapes('"\\u0073ecret\\/x"')).toBe('"secret/x"');
	const others = '"\\\\u0073 \\u0022 \\u005c \\u0041"';
	expect(JSON.parse(withoutEscapes(others))).toBe(JSON.parse(others));
	expect(withoutEscapes('"\\u0073 half')).toBe('"\\u0073 half');
});

it('the query of each link in a row is taken out', () => {
	const text = 'see https://a.example/x?sig=1, b.example/y.bin?token=2';
	expect(withoutQueries(text)).toBe('see https://a.example/x?… b.example/y.bin?…');
});

it('a text of a million schemes is read once', () => {
	expect(withoutQueries('http://'.repeat(1e5))).toHaveLength(7e5);
});

it.each(['"abc123"', 'Bearer abc123', 'Authorization: Bearer abc123', "'Key abc123'"])(
	'a key pasted as %s is the key',
	(pasted) => expect(bareKey(pasted)).toBe('abc123'),
);

it('a letter that no header can carry is named with its place', () => {
	expect(unsendable('abc\u200bdef')).toBe('the letter U+200B at place 4');
	expect(unsendable('abc:def')).toBeUndefined();
});

it("Azure's platform is no public address", () => {
	expect(isPublicAddress('168.63.129.16')).toBe(false);
});

it('a schema that refers to itself in each of 20 inputs ends', () => {
	const self = Object.fromEntries(
		Array.from({ length: 20 }, (_, at) => [`i${at}`, { $ref: '#/I' }]),
	);
	const root = { I: { type: 'object', properties: self } };
	expect(Object.keys(resolved(root.I, root).properties as object)).toHaveLength(20);
});
