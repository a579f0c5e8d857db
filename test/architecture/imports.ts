import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import ts from 'typescript';

export const root = join(__dirname, '../..');

export interface Import {
	/** The importing file, from the root, with slashes. */
	readonly from: string;
	/** A package's name, `node:x`, or a file from the root without its extension. */
	readonly to: string;
	/** Undefined: the whole module (namespace, require, side effect, re-export of everything). */
	readonly names?: readonly string[];
}

export function sources(folder: string, extension = '.ts'): readonly string[] {
	return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith(extension))
		.map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
		.filter((file) => !file.includes('node_modules/'));
}

function resolved(from: string, specifier: string): string {
	if (!specifier.startsWith('.')) return specifier;
	return posix.join(posix.dirname(from), specifier);
}

function namesOf(node: ts.Node): readonly string[] | undefined {
	if (ts.isExportDeclaration(node)) {
		const clause = node.exportClause;
		return clause !== undefined && ts.isNamedExports(clause)
			? clause.elements.map((element) => (element.propertyName ?? element.name).text)
			: undefined;
	}
	const bindings = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : undefined;
	if (bindings === undefined || !ts.isNamedImports(bindings)) return undefined;
	return bindings.elements.map((element) => (element.propertyName ?? element.name).text);
}

/** What a node loads: import, export from, require() and import(). */
function specifierOf(node: ts.Node): ts.Node | undefined {
	if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
		return node.argument.literal;
	}
	if (!ts.isCallExpression(node)) return undefined;
	const called = node.expression;
	const loads =
		called.kind === ts.SyntaxKind.ImportKeyword ||
		(ts.isIdentifier(called) && called.text === 'require');
	return loads ? node.arguments[0] : undefined;
}

export function importsOf(from: string): readonly Import[] {
	const text = readFileSync(join(root, from), 'utf8');
	const found: Import[] = [];
	const visit = (node: ts.Node): void => {
		const specifier = specifierOf(node);
		if (specifier !== undefined) {
			const to = ts.isStringLiteralLike(specifier) ? resolved(from, specifier.text) : 'computed';
			found.push({ from, to, names: namesOf(node) });
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(from, text, ts.ScriptTarget.ES2022, true));
	return found;
}
