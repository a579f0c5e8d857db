/**
 * Loads the package in a folder with n8n-core's own loader, in a process of its own: under jest the
 * loader skips the isolated context it uses in n8n. Prints what n8n would know of it as JSON.
 */
require('reflect-metadata');
const { PackageDirectoryLoader } = require('n8n-core');

async function main([folder]) {
	const loader = new PackageDirectoryLoader(folder);
	await loader.loadAll();
	const { nodes, credentials } = loader.types;
	process.stdout.write(JSON.stringify({ nodes, credentials, known: loader.known }));
}

main(process.argv.slice(2)).catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
