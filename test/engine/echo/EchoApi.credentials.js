'use strict';

exports.EchoApi = class EchoApi {
	name = 'echoApi';

	displayName = 'Echo API';

	properties = [
		{ name: 'apiKey', displayName: 'API Key', type: 'string', default: '' },
		{ name: 'useGateway', displayName: 'Use a Gateway', type: 'boolean', default: false },
	];
};
