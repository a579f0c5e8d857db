import type { ICredentialType, INodeProperties } from 'n8n-workflow';

// Tested by a function of the node, named in its `testedBy`: a declarative test takes 200 with HTML
// for success and carries the key along a redirect to another origin (n8n.md 5).
export class WaveSpeedImageApi implements ICredentialType {
	name = 'waveSpeedImageApi';

	displayName = 'WaveSpeed (FLUX LoRA) API';

	documentationUrl = 'https://github.com/n8n-nodes-flux-lora/n8n-nodes-flux-lora#readme';

	icon = {
		light: 'file:../icons/wavespeed.svg',
		dark: 'file:../icons/wavespeed.dark.svg',
	} as const;

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The key of your account, or the key your gateway gave you',
			hint: 'Made at <a href="https://wavespeed.ai/accesskey" target="_blank">wavespeed.ai/accesskey</a>',
		},
		{
			displayName: 'Use a Gateway or Proxy',
			name: 'useGateway',
			type: 'boolean',
			default: false,
			description: 'Whether to call another address than api.wavespeed.ai',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://gateway.example.com',
			description:
				'Where the gateway or proxy answers. Paste it as you got it: /api/v3 is added where it is missing.',
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
					description: 'A company proxy that passes everything on to api.wavespeed.ai',
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
				'Whether the form may search Hugging Face for LoRAs, and a run may ask it and CivitAI what a link leads to, what it was made for, and its trigger words. No key is sent there. With Use a Gateway or Proxy on, a mirror can be given.',
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
			description: 'Where to look up; a mirror where civitai.com cannot be reached',
			displayOptions: { show: { useGateway: [true], lookUpLoras: [true] } },
		},
	];
}
