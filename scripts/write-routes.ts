import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DOMAINS, pathsOfDomains } from "@/lib/registry";
import { catalogFiles } from "./catalog-files";

/**
 * Writes the route files below `app/api/v1` from the manifests (`npm run routes`), because Next finds its routes in the
 * file system, and `lib/catalog`, which foundations and browsers read without loading a verb. `--check` writes nothing and fails where a file is missing, stale or left over.
 */
const ROOT = "app/api/v1";
/** Where the formatter breaks lines. */
const LINE_WIDTH = 110;
const isCheck = process.argv.includes("--check");

/** The name under which a domain's manifest is exported. */
function exportOf(domain: string): string {
  const text = readFileSync(`lib/${domain}/domain.ts`, "utf8");
  const name = /^export const (\w+): Domain/m.exec(text)?.[1];
  if (name === undefined) throw new Error(`lib/${domain}/domain.ts exports no \`const …: Domain\`.`);
  return name;
}

function textOf(path: string, domain: string): string {
  const name = exportOf(domain);
  const methods = "export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handlersAt(";
  const line = `${methods}${name}, "${path}");`;
  return [
    `// Written by scripts/write-routes.ts from lib/${domain}/domain.ts. Not to be edited.`,
    `import { handlersAt } from "@/lib/api/serve";`,
    `import { ${name} } from "@/lib/${domain}/domain";`,
    "",
    line.length <= LINE_WIDTH ? line : `${methods}\n  ${name},\n  "${path}",\n);`,
    "",
  ].join("\n");
}

const wanted = new Map([
  ...[...pathsOfDomains()].map(([path, { name }]): [string, string] => [
    join("app/api", path.replaceAll(/\{(\w+)\}/g, "[$1]"), "route.ts"),
    textOf(path, name),
  ]),
  ...catalogFiles(),
]);
const stale = [...wanted].filter(([file, text]) => !existsSync(file) || readFileSync(file, "utf8") !== text);
const leftOver = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith("route.ts"))
  .map((name) => join(ROOT, name))
  .filter((file) => !wanted.has(file));

if (isCheck) {
  for (const [file] of stale) console.error(`${file} is not what its domain says: npm run routes`);
  for (const file of leftOver) console.error(`${file} belongs to no domain: npm run routes`);
  process.exit(stale.length + leftOver.length === 0 ? 0 : 1);
}
for (const [file, text] of stale) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
for (const file of leftOver) rmSync(dirname(file), { recursive: true });
console.log(
  `${wanted.size} files of ${DOMAINS.length} domains; ${stale.length} written, ${leftOver.length} removed.`,
);
