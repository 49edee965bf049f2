import { existsSync, readdirSync, readFileSync } from "node:fs";
import ts from "typescript";

/** The folders of `lib` that are no areas: everything else there is an area, with domains in it. */
export const FOUNDATIONS: ReadonlySet<string> = new Set([
  "catalog",
  "platform",
  "vendors",
  "api",
  "scoring",
  "matching",
  "money",
  "plans",
  "differential-privacy",
]);

/** A function at the top of a file. */
export interface SourceFunction {
  /** `lib/partners/teams/find-member.ts#findMember` */
  id: string;
  path: string;
  name: string;
  exported: boolean;
  parameters: readonly ts.ParameterDeclaration[];
  body: ts.Node | undefined;
}

export interface SourceFile {
  path: string;
  functions: ReadonlyMap<string, SourceFunction>;
  /** What the file imports of ours, by its name here. */
  imports: ReadonlyMap<string, { path: string; name: string; isType: boolean }>;
}

const files = new Map<string, SourceFile>();

/** The sources below a folder, tests and what they share left out. */
export function sourcesIn(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name}`)
    .filter((path) => /\.tsx?$/.test(path) && !/\.(test|fixture)\.tsx?$|platform\/prisma\//.test(path))
    .map(sourceAt);
}

/** Reads and parses a file once. */
export function sourceAt(path: string): SourceFile {
  const known = files.get(path);
  if (known !== undefined) return known;
  const tree = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const functions = new Map<string, SourceFunction>();
  for (const statement of tree.statements) {
    for (const found of functionsOf(statement, path)) functions.set(found.name, found);
  }
  const source = { path, functions, imports: importsOf(tree, path) };
  files.set(path, source);
  return source;
}

function functionsOf(statement: ts.Statement, path: string): SourceFunction[] {
  const exported =
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  const made = (
    name: string,
    { parameters, body }: Pick<ts.FunctionLikeDeclaration, "parameters" | "body">,
  ) => ({
    id: `${path}#${name}`,
    path,
    name,
    exported,
    parameters,
    body,
  });
  if (ts.isFunctionDeclaration(statement) && statement.name !== undefined)
    return [made(statement.name.text, statement)];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
      ? [made(name.getText(), initializer)]
      : [],
  );
}

function importsOf(tree: ts.SourceFile, from: string): SourceFile["imports"] {
  const found = new Map<string, { path: string; name: string; isType: boolean }>();
  for (const statement of tree.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const path = pathOf(statement.moduleSpecifier.text, from);
    const bindings = statement.importClause?.namedBindings;
    if (path === undefined || bindings === undefined || !ts.isNamedImports(bindings)) continue;
    for (const element of bindings.elements) {
      found.set(element.name.text, {
        path,
        name: (element.propertyName ?? element.name).text,
        isType: element.isTypeOnly || statement.importClause?.isTypeOnly === true,
      });
    }
  }
  return found;
}

/** The file that an import of ours names. */
function pathOf(specifier: string, from: string): string | undefined {
  if (!/^(@\/|\.)/.test(specifier)) return undefined;
  const base = specifier.startsWith("@/")
    ? specifier.slice(2)
    : new URL(specifier, `file:///${from}`).pathname.slice(1);
  return [`${base}.ts`, `${base}.tsx`].find((path) => existsSync(path));
}

/** Every node below one, itself first. */
export function nodesOf(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (inner: ts.Node): void => {
    found.push(inner);
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return found;
}

/** The functions of ours that a function names, in its own file or by import. */
function namedIn(from: SourceFunction): SourceFunction[] {
  if (from.body === undefined) return [];
  const { functions, imports } = sourceAt(from.path);
  return nodesOf(from.body).flatMap((node) => {
    if (!ts.isIdentifier(node)) return [];
    const imported = imports.get(node.text);
    const target =
      imported === undefined
        ? functions.get(node.text)
        : sourceAt(imported.path).functions.get(imported.name);
    return target === undefined ? [] : [target];
  });
}

/** A function and all that it may call, however deep, as far as `follow` goes. */
export function reachOf(
  start: SourceFunction,
  follow: (next: SourceFunction) => boolean = () => true,
): SourceFunction[] {
  const found = new Map([[start.id, start]]);
  const open = [start];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const target of namedIn(next)) {
      if (found.has(target.id) || !follow(target)) continue;
      found.set(target.id, target);
      open.push(target);
    }
  }
  return [...found.values()];
}

/** What of the domains pages, actions and endpoints use: the exported functions whose first parameter is a context. */
export function verbs(): { verb: SourceFunction; context: string }[] {
  const users = [
    ...sourcesIn("app"),
    ...sourcesIn("lib").filter(({ path }) => /^lib\/[^/]+\/[^/]+\/domain\.ts$/.test(path)),
  ];
  const found = new Map<string, { verb: SourceFunction; context: string }>();
  for (const { imports } of users) {
    for (const { path, name } of imports.values()) {
      if (!/^lib\/(?!vendors\/)[^/]+\/[^/]+\/[^/]+\.ts$/.test(path)) continue;
      const verb = sourceAt(path).functions.get(name);
      const context = verb?.parameters[0]?.type?.getText() ?? "";
      if (verb?.exported === true && /^\w*Context$/.test(context)) found.set(verb.id, { verb, context });
    }
  }
  return [...found.values()].sort((a, b) => a.verb.id.localeCompare(b.verb.id));
}
