import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { releaseProblems, type Manifest } from '../../tools/releaseProblems';

const ready: Manifest = {
	name: 'n8n-nodes-flux-lora',
	version: '1.2.0',
	author: { name: 'Ada', email: 'ada@pictures.org' },
	homepage: 'https://github.com/ada/n8n-nodes-flux-lora',
	repository: { url: 'git+https://github.com/ada/n8n-nodes-flux-lora.git' },
};

describe('a release', () => {
	it.each<[string, Manifest, string | undefined, RegExp[]]>([
		['with fields of its own is ready', ready, 'v1.2.0', []],
		['is ready on no tag at all', ready, undefined, []],
		['is refused under a tag of another version', ready, 'v1.3.0', [/tag is v1\.3\.0/]],
		['is refused without an author', { ...ready, author: undefined }, 'v1.2.0', [/name/, /email/]],
		['is refused without a repository', { ...ready, repository: {} }, 'v1.2.0', [/repository/]],
		[
			'is refused with an example address',
			{ ...ready, homepage: 'https://a.example' },
			'v1.2.0',
			[/home/],
		],
	])('%s', (_, manifest, tag, expected) => {
		const problems = releaseProblems(manifest, tag);
		expect(problems).toHaveLength(expected.length);
		expected.forEach((words, i) => expect(problems[i]).toMatch(words));
	});

	it('of this repository waits for its publisher', () => {
		const path = resolve(__dirname, '../../package.json');
		const problems = releaseProblems(JSON.parse(readFileSync(path, 'utf8')) as Manifest);
		expect(problems.map((problem) => /package\.json's (\S+)/.exec(problem)?.[1])).toEqual([
			'author.name',
			'author.email',
			'homepage',
			'repository.url',
		]);
	});
});
