import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import { openApiDocument } from "@/lib/registry";

/** Stands in the document where a running product names its own address; the types do not depend on it. */
const ORIGIN = "https://api.example.com";

// The brand is read from the settings, which nothing here depends on.
process.env.DEMO_MODE ??= "1";

export const CLIENT_SCHEMA = join(import.meta.dirname, "..", "client", "schema.d.ts");

const HEADER = `/**
 * The types of the public API. Generated from its endpoint definitions by \`scripts/generate-client.ts\`, and
 * committed so that a change of the API shows in review: do not edit it, generate it again.
 */
`;

/** The text of \`client/schema.d.ts\` as the endpoint definitions have it now. */
export async function generateClient(): Promise<string> {
  // The generator wants a document of its own: it resolves references in place.
  const document = structuredClone(openApiDocument(ORIGIN));
  const nodes = await openapiTS(JSON.stringify(document), {
    silent: true,
    // The order of definitions differs from one bundler to the next.
    alphabetize: true,
    // A field with a default may be left out of a request.
    defaultNonNullable: false,
  });
  return HEADER + astToString(nodes);
}

if (process.argv[1]?.endsWith("generate-client.ts")) {
  const text = await generateClient();
  const before = await readFile(CLIENT_SCHEMA, "utf8").catch(() => "");
  await writeFile(CLIENT_SCHEMA, text);
  console.log(text === before ? "client/schema.d.ts is up to date." : "client/schema.d.ts was written.");
}
