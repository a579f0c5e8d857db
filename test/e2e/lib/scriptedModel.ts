import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Message {
	readonly role: string;
	readonly content?: unknown;
}

export interface ChatRequest {
	readonly messages: readonly Message[];
	readonly stream?: boolean;
	readonly tools?: ReadonlyArray<{
		readonly function: {
			readonly name: string;
			readonly description: string;
			readonly parameters: unknown;
		};
	}>;
}

export interface ScriptedModel {
	readonly baseUrl: string;
	readonly requests: readonly ChatRequest[];
	readonly close: () => Promise<void>;
}

const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };

/** Asks for the first tool once, and then repeats what the tool answered. */
function nextMessage({ messages, tools }: ChatRequest, toolInput: object): object {
	const answer = messages.findLast(({ role }) => role === 'tool');
	if (answer !== undefined) {
		return { role: 'assistant', content: `The tool said: ${JSON.stringify(answer.content)}` };
	}
	const name = tools?.[0]?.function.name ?? 'no_tool_was_offered';
	const call = { name, arguments: JSON.stringify(toolInput) };
	const toolCalls = [{ index: 0, id: 'call_1', type: 'function', function: call }];
	return { role: 'assistant', content: null, tool_calls: toolCalls };
}

/** An OpenAI-compatible chat model on loopback that follows a script instead of thinking. */
export async function startScriptedModel(toolInput: object): Promise<ScriptedModel> {
	const requests: ChatRequest[] = [];
	const server = createServer((request, response) => {
		void read(request).then((body) => {
			const chat = JSON.parse(body) as ChatRequest;
			requests.push(chat);
			answer(response, chat, nextMessage(chat, toolInput));
		});
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	return {
		baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		requests,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function read(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
}

function answer(response: ServerResponse, { stream }: ChatRequest, message: object): void {
	const reason = 'tool_calls' in message ? 'tool_calls' : 'stop';
	const head = { id: 'chat-1', created: 1, model: 'scripted' };
	if (stream !== true) {
		const choices = [{ index: 0, message, finish_reason: reason }];
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({ ...head, object: 'chat.completion', choices, usage }));
		return;
	}
	const chunk = (delta: object, finish_reason: string | null): string =>
		`data: ${JSON.stringify({
			...{ ...head, object: 'chat.completion.chunk' },
			choices: [{ index: 0, delta, finish_reason }],
		})}\n\n`;
	response.setHeader('content-type', 'text/event-stream');
	response.end(`${chunk(message, null)}${chunk({}, reason)}data: [DONE]\n\n`);
}
