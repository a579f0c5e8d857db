'use strict';

/** A node of another package, as small as one can be, to try the harness itself on. */
exports.Echo = class Echo {
	description = {
		name: 'echo',
		displayName: 'Echo',
		description: 'Gives back what it was given',
		group: ['transform'],
		version: 1,
		defaults: { name: 'Echo' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'echoApi', required: true }],
		properties: [
			{ name: 'text', displayName: 'Text', type: 'string', default: 'default' },
			{ name: 'behaviour', displayName: 'Behaviour', type: 'string', default: 'echo' },
		],
	};

	async execute() {
		const context = this.getContext('node');
		context.tries = (context.tries ?? 0) + 1;
		if (this.getNodeParameter('behaviour', 0) === 'hang') await aborted(this);
		const rows = this.getInputData().map((_, i) => echo(this, i, context.tries));
		return [await Promise.all(rows)];
	}
};

async function echo(node, i, tries) {
	const behaviour = node.getNodeParameter('behaviour', i);
	if (behaviour === 'throw') throw new Error('thrown');
	if (behaviour === 'throw once' && tries === 1) throw new Error('thrown once');
	const pairedItem = { item: i };
	if (behaviour === 'fail') return { json: { error: 'failed', details: { i } }, pairedItem };
	const text = node.getNodeParameter('text', i);
	const { apiKey, useGateway } = await node.getCredentials('echoApi', i);
	node.logger.info('echoed', { text });
	const data = await node.helpers.prepareBinaryData(Buffer.from(text), 'a.txt', 'text/plain');
	const { $runIndex: run } = node.getWorkflowDataProxy(i);
	const json = { text, apiKey, useGateway, tries, run, mode: node.getMode() };
	return { json, binary: { data }, pairedItem };
}

async function aborted(node) {
	const signal = node.getExecutionCancelSignal();
	await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}
