import { failureOf, rowsOf, runToEnd } from '../lib/executions';
import { startScriptedModel, type ScriptedModel } from '../lib/scriptedModel';
import type { Credential } from '../lib/credentials';
import { inScene, type Scene, type Stage } from '../lib/stage';
import {
	createWorkflow,
	withCredentials,
	type WorkflowData,
	type WorkflowNode,
} from '../lib/workflows';

const asked = 'a fox made of autumn leaves';

/** The node as a tool of n8n's AI Agent, with a scripted model in front of it. */
export async function agentGroup(stage: Stage): Promise<void> {
	await inScene(stage, {}, async (scene) => {
		const model = await startScriptedModel({ Prompt: asked });
		try {
			const toolText = await agentChecks(stage, scene, model);
			await stage.check('what the tool answers is short and useful json', async () => {
				const [row] = [JSON.parse(toolText())].flat() as Array<Record<string, unknown>>;
				const missing = ['url', 'taskId', 'seed', 'model', 'note'].filter((key) => !row?.[key]);
				if (missing.length > 0) throw new Error(`${missing.join(', ')} missing: ${toolText()}`);
				const nothing = Object.entries(row ?? {}).filter(([, value]) => value === null);
				if (nothing.length > 0) throw new Error(`Nulls: ${toolText()}`);
				if (toolText().length > 2000) throw new Error(`${toolText().length} characters`);
				return `${toolText().length} characters: ${toolText().slice(0, 160)} …`;
			});
		} finally {
			await model.close();
		}
	});
}

async function agentChecks(
	stage: Stage,
	scene: Scene,
	model: ScriptedModel,
): Promise<() => string> {
	const { n8n, sandbox, credentials } = scene;
	const openAi = await n8n.rest.post<Credential>('/credentials', {
		name: 'Scripted model',
		type: 'openAiApi',
		data: { apiKey: 'none', url: model.baseUrl, header: false },
	});
	await stage.check('the agent asks for a picture and gets it', async () => {
		const ready = withCredentials(agentWorkflow(), [...credentials, openAi]);
		const ended = await runToEnd(n8n.rest, await createWorkflow(n8n.rest, ready));
		if (ended.status !== 'success') throw new Error(`${ended.status}: ${failureOf(ended)}`);
		const bought = sandbox.counters.accepted(asked);
		if (bought !== 1) throw new Error(`${bought} tasks were bought`);
		const [said] = rowsOf(ended.run, 'AI Agent');
		return String(said?.json['output']).slice(0, 120);
	});
	await stage.check('the model is offered a tool that says what it does', async () => {
		const tool = model.requests[0]?.tools?.[0]?.function;
		if (!tool?.description.startsWith('Makes new images')) throw new Error(JSON.stringify(tool));
		return `${tool.name}: ${tool.description.slice(0, 120)}`;
	});
	return () => {
		const answers = model.requests.flatMap(({ messages }) => messages);
		return String(answers.findLast(({ role }) => role === 'tool')?.content);
	};
}

const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: WorkflowNode['parameters'],
	x: number,
): WorkflowNode => ({ name, type, typeVersion, parameters, position: [x, 0] });

function agentWorkflow(): WorkflowData {
	const to = (kind: string) => ({ [kind]: [[{ node: 'AI Agent', type: kind, index: 0 }]] });
	const langchain = '@n8n/n8n-nodes-langchain';
	const text = { promptType: 'define', text: 'Draw me a fox of leaves.', options: {} };
	const chat = { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} };
	const prompt = "={{ $fromAI('Prompt', `What the image shows`, 'string') }}";
	const image = { operation: 'generate', model: 'black-forest-labs/flux-schnell', prompt };
	return {
		name: 'Agent',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}, 0),
			node('AI Agent', `${langchain}.agent`, 3, text, 200),
			{
				...node('Model', `${langchain}.lmChatOpenAi`, 1.2, chat, 400),
				credentials: { openAiApi: { id: null, name: 'Scripted model' } },
			},
			{
				...node('Draw', 'n8n-nodes-flux-lora.replicateImageTool', 1, image, 600),
				credentials: { replicateImageApi: { id: null, name: 'Replicate account' } },
			},
		],
		connections: {
			Start: to('main'),
			Model: to('ai_languageModel'),
			Draw: to('ai_tool'),
		},
	};
}
