import type { ICredentialType, INodeProperties } from 'n8n-workflow';

// Tested by a function of the node, named in its `testedBy`: a declarative test takes 200 with HTML
// for success and carries the key along a redirect to another origin (n8n.md 5).
export class ReplicateImageApi implements ICredentialType {
	name = 'replicateImageApi';

	displayName = 'Replicate (FLUX LoRA) API';

	documentationUrl = 'https://github.com/n8n-nodes-flux-lora/n8n-nodes-flux-lora#readme';

	icon = {
		light: 'file:../icons/replicate.svg',
		dark: 'file:../icons/replicate.dark.svg',
	} as const;

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'r8_…',
			description: 'The token of your account, or the key your gateway gave you',
			hint: 'Made at <a href="https://replicate.com/account/api-tokens" target="_blank">replicate.com/account/api-tokens</a>',
		},
		{
			displayName: 'Use a Gateway or Proxy',
			name: 'useGateway',
			type: 'boolean',
			default: false,
			description: 'Whether to call another address than api.replicate.com',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://gateway.example.com/replicate/v1',
			description:
				'Where the gateway or proxy answers. Paste it as you got it: a path such as /predictions is cut, and /v1 or /replicate/v1 is added where it is missing.',
			displayOptions: { show: { useGateway: [true] } },
		},
		{
			displayName: 'It Speaks Like',
			name: 'apiType',
			type: 'options',
			default: 'automatic',
			options: [
				{
					name: 'Automatic',
					value: 'automatic',
					description: 'The official API at its own host, a gateway everywhere else',
				},
				{
					name: 'Official API',
					value: 'official',
					description: 'A company proxy that passes everything on to api.replicate.com',
				},
				{
					name: 'Gateway',
					value: 'gateway',
					description: 'A reseller with keys of its own and only part of the API',
				},
			],
			description: 'Which paths and which kind of key the address knows',
			displayOptions: { show: { useGateway: [true] } },
		},
		{
			displayName: 'Also Download From',
			name: 'allowedDownloadHosts',
			type: 'string',
			default: '',
			placeholder: 'e.g. files.example.internal, 10.0.0.5:8080',
			description:
				'Private hosts that may serve finished images, comma separated, each with its port when it is not the usual one. Public hosts need no entry.',
			displayOptions: { show: { useGateway: [true] } },
		},
		{
			displayName: 'Look Up LoRAs in Public Lists',
			name: 'lookUpLoras',
			type: 'boolean',
			default: true,
			description:
				'Whether the form may search Hugging Face and CivitAI for LoRAs, and a run may read what a LoRA was made for, and its trigger words. No key is sent there. With Use a Gateway or Proxy on, a mirror can be given.',
		},
		{
			displayName: 'Hugging Face Address',
			name: 'huggingFaceUrl',
			type: 'string',
			default: 'https://huggingface.co',
			description: 'Where to search; a mirror where huggingface.co cannot be reached',
			displayOptions: { show: { useGateway: [true], lookUpLoras: [true] } },
		},
		{
			displayName: 'CivitAI Address',
			name: 'civitaiUrl',
			type: 'string',
			default: 'https://civitai.com',
			description: 'Where to search; a mirror where civitai.com cannot be reached',
			displayOptions: { show: { useGateway: [true], lookUpLoras: [true] } },
		},
		{
			displayName: 'Hugging Face Token (Optional)',
			name: 'huggingFaceToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Sent only to models that take it as a secret input, and only with a LoRA from there',
			hint: 'For private LoRAs, made at <a href="https://huggingface.co/settings/tokens" target="_blank">huggingface.co/settings/tokens</a>',
		},
		{
			displayName: 'CivitAI Token (Optional)',
			name: 'civitaiToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Sent only to models that take it as a secret input, and only with a LoRA from there',
			hint: 'For private LoRAs, made at <a href="https://civitai.com/user/account" target="_blank">civitai.com/user/account</a>',
		},
		{
			displayName: 'Send These Tokens to the Gateway',
			name: 'trustGateway',
			type: 'boolean',
			default: false,
			description:
				'Whether the gateway gets the two tokens above with an order that needs them. Whoever runs the gateway can then read them.',
			displayOptions: { show: { useGateway: [true] } },
		},
	];
}
