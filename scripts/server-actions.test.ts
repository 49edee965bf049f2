import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { ACTION_LIMITS } from "@/lib/partners/rate-limits/action-limits";

const WRAPPERS = new Set([
  "visitorAction",
  "userAction",
  "profileAction",
  "privacyAction",
  "partnerAction",
  "adminAction",
]);
/** Counts by itself, because it answers otherwise than with an action's result. */
const COUNTS_ITSELF: Record<string, string> = {
  "app/(site)/verify-email/actions.ts verify": "limiter.take(",
};

interface Unit {
  name: string;
  node: ts.Node;
  text: string;
}

/** What each file that begins with "use server" exports. */
function serverActions(): Unit[] {
  return readdirSync("app", { recursive: true, encoding: "utf8" })
    .map((name) => join("app", name))
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) => {
      const text = readFileSync(path, "utf8");
      const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
      const [first] = file.statements;
      const isServer =
        first !== undefined &&
        ts.isExpressionStatement(first) &&
        ts.isStringLiteral(first.expression) &&
        first.expression.text === "use server";
      return isServer ? file.statements.flatMap((statement) => exportsOf(statement, path, text)) : [];
    });
}

function exportsOf(statement: ts.Statement, path: string, text: string): Unit[] {
  if (!ts.canHaveModifiers(statement)) return [];
  if (!ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((declaration) => ({
      name: `${path} ${declaration.name.getText()}`,
      node: declaration,
      text,
    }));
  }
  if (!ts.isFunctionDeclaration(statement)) return [];
  return [{ name: `${path} ${statement.name?.text}`, node: statement, text }];
}

/** The limit classes that an action names, wherever it is wrapped. */
function classesOf(node: ts.Node): string[] {
  const found: string[] = [];
  const visit = (inner: ts.Node): void => {
    if (
      ts.isCallExpression(inner) &&
      ts.isIdentifier(inner.expression) &&
      WRAPPERS.has(inner.expression.text)
    ) {
      const [argument] = inner.arguments;
      found.push(argument !== undefined && ts.isStringLiteral(argument) ? argument.text : "none");
    }
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return found;
}

it("finds the server actions", () => {
  expect(serverActions().length).toBeGreaterThan(80);
});

it("gives every server action a limit", () => {
  const without = serverActions().filter(({ name, node, text }) => {
    const mark = COUNTS_ITSELF[name];
    if (mark !== undefined) return !text.includes(mark);
    const classes = classesOf(node);
    return classes.length === 0 || classes.some((word) => !(word in ACTION_LIMITS));
  });
  expect(without.map(({ name }) => name)).toEqual([]);
});
