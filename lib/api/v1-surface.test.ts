import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type SurfaceDocument, surfaceOf } from "@/lib/api/v1-surface";
import { ENDPOINTS, openApiDocument } from "@/lib/registry";

const RECORD = join(import.meta.dirname, "v1-surface.txt");
const ADD = "node --import tsx scripts/record-v1-surface.ts adds what is new";

function recorded(): string[] {
  return readFileSync(RECORD, "utf8").split("\n").filter(Boolean);
}

function documentNow(): SurfaceDocument {
  return JSON.parse(JSON.stringify(openApiDocument("https://api.example.com")));
}

const current = () => surfaceOf(documentNow(), ENDPOINTS);
const operationOf = (line: string) => line.split(" ").slice(0, 2).join(" ");

describe("what v1 promises", () => {
  it("is kept: nothing that was published is gone or has another type", () => {
    const now = new Set(current().promised);
    const gone = recorded().filter((line) => !line.includes(" asks for ") && !now.has(line));
    expect(gone).toEqual([]);
  });

  it("asks published operations for nothing more than before", () => {
    const known = new Set(recorded());
    const published = new Set([...known].map(operationOf));
    const more = current().required.filter((line) => !known.has(line) && published.has(operationOf(line)));
    expect(more).toEqual([]);
  });

  it(`is recorded for every operation: ${ADD}`, () => {
    const published = new Set(recorded().map(operationOf));
    expect(
      ENDPOINTS.map(({ method, path }) => `${method} ${path}`).filter((name) => !published.has(name)),
    ).toEqual([]);
  });

  it("would notice a field that goes, one that changes, and one that becomes required", () => {
    const document = documentNow();
    const [before, { components }] = [current(), document];
    const reply = components.schemas.Compatibility ?? {};
    const body = components.schemas.CreatePartner ?? components.schemas.CreatePartnerInput ?? {};
    delete reply.properties?.trait_coverage;
    if (reply.properties !== undefined) reply.properties.model_version = { type: "integer" };
    body.required = [...(body.required ?? []), "use_case"];
    const after = surfaceOf(document, ENDPOINTS);
    const gone = before.promised.filter((line) => !after.promised.includes(line));
    expect(gone).toEqual([
      "POST /v1/compatibility/calculate gives reply.model_version: string, always",
      "POST /v1/compatibility/calculate gives reply.trait_coverage: number, always",
    ]);
    expect(after.required.filter((line) => !before.required.includes(line))).toEqual([
      "POST /v1/partners asks for body.use_case",
    ]);
  });
});
