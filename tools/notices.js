const { readFile, readdir } = require('node:fs/promises');
const path = require('node:path');

const root = path.join(__dirname, '..');

const INTRO = `# Notices

The file \`dist/nodes/shared/vendor.js\` holds code of the packages below, each under its own licence.
The build writes this list from what is really in the bundle.
`;

/** "A <a@b> (c)" or {name} -> "A". */
function authorName(author) {
	const name = typeof author === 'string' ? author : author?.name;
	return name?.replace(/\s*[<(].*$/, '');
}

/** The licence file's text; a package without one names its licence and author in package.json only. */
async function licenceText(folder, manifest) {
	const files = (await readdir(folder)).filter((file) => /^licen[cs]e/i.test(file)).sort();
	if (files.length === 0) {
		const by = authorName(manifest.author);
		return `Licence: ${manifest.license}.${by === undefined ? '' : ` Author: ${by}.`}`;
	}
	const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
	return texts.map((text) => text.replace(/\r/g, '').trim()).join('\n\n');
}

async function section(packageFolder) {
	const folder = path.join(root, packageFolder);
	const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
	const { name, version, license } = manifest;
	const text = await licenceText(folder, manifest);
	return `## ${name} ${version} (${license})\n\n\`\`\`text\n${text}\n\`\`\`\n`;
}

/** NOTICES.md for these package folders. */
async function notices(packages) {
	const sections = await Promise.all(packages.map(section));
	return [INTRO, ...sections].join('\n');
}

module.exports = { notices };
