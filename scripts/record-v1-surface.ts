import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type SurfaceDocument, surfaceOf } from "@/lib/api/v1-surface";
import { ENDPOINTS, openApiDocument } from "@/lib/registry";

/** Adds what is new to the record of what v1 promises. It takes nothing away: what is published stays. */
const RECORD = join(import.meta.dirname, "..", "lib", "api", "v1-surface.txt");

// The brand is read from the settings, which nothing here depends on.
process.env.DEMO_MODE ??= "1";

const before = existsSync(RECORD) ? readFileSync(RECORD, "utf8").split("\n").filter(Boolean) : [];
const document = JSON.parse(JSON.stringify(openApiDocument("https://api.example.com"))) as SurfaceDocument;
const { promised, required } = surfaceOf(document, ENDPOINTS);
const after = [...new Set([...before, ...promised, ...required])].sort();
writeFileSync(RECORD, `${after.join("\n")}\n`);
console.log(`${after.length - before.length} lines were added.`);
