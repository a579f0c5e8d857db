import type { PackageDirectoryLoader } from 'n8n-core';
import {
	ICredentialsHelper,
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type ICredentialsExpressionResolveValues,
	type IExecuteData,
	type WorkflowExecuteMode,
	type ICredentials,
	type IHttpRequestOptions,
	type INodeCredentialsDetails,
	type INodeProperties,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

/** What a person typed into each credential, by the credential's name or, failing that, by its type. */
export type CredentialMap = Readonly<Record<string, ICredentialDataDecryptedObject>>;

/** n8n's credential store, reduced to a map; n8n demands a class. */
export class CredentialsFromMap extends ICredentialsHelper {
	constructor(
		private readonly map: CredentialMap,
		private readonly loaded: PackageDirectoryLoader,
	) {
		super();
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		_raw?: boolean,
		at?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const typed = this.map[details.name] ?? this.map[type];
		if (typed === undefined) throw new Error(`There is no credential named "${details.name}"`);
		const filled = this.withDefaults(type, typed);
		if (at === undefined) return filled;
		// As n8n's own helper resolves expressions in a credential, for the item that asks.
		return at.workflow.expression.getParameterValue(
			filled as never,
			at.runExecutionData,
			at.runIndex,
			at.itemIndex,
			at.node.name,
			at.connectionInputData,
			mode,
			{},
			executeData,
			false,
			filled,
		) as unknown as ICredentialDataDecryptedObject;
	}

	/** As n8n does before a node sees them: fields left alone have the form's default. */
	private withDefaults(
		type: string,
		typed: ICredentialDataDecryptedObject,
	): ICredentialDataDecryptedObject {
		const properties = this.getCredentialsProperties(type);
		const filled = NodeHelpers.getNodeParameters(
			properties,
			typed as never,
			true,
			false,
			null,
			null,
		);
		return { ...(filled as ICredentialDataDecryptedObject) };
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.loaded.credentialTypes[type]?.type.properties ?? [];
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		_credentials: ICredentialDataDecryptedObject,
		_type: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		return options as IHttpRequestOptions;
	}

	async preAuthentication(): Promise<undefined> {}

	async runPreAuthentication(): Promise<undefined> {}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('The runner stores no credentials');
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}
}
