import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Ajv from "ajv";
import { parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { verifyBundle } from "@/content/research/verify-bundle.mjs";
import { parseCsv } from "@/lib/platform/csv";
import type { Answered } from "@/lib/research/exports/describe-data";
import { currentKey, keyName } from "@/lib/research/exports/signing-key";
import { filesOf, writeBundle } from "@/lib/research/exports/write-bundle";
import { zipOf } from "@/lib/research/exports/zip";
import { presentRelease } from "@/lib/research/insights/present-release";
import { type Asked, gridOf, partsIn, toQuestion } from "@/lib/research/insights/question";

const PROGRAM = "content/research/verify-bundle.mjs";
const SECRET = "a secret of this test, long enough to be one";
const OTHER = "the secret of another installation, just as long";
const edition = { quarter: "2031-Q2", commitment: new Uint8Array(32).fill(7), synthetic: true };
const keysOf = (secret: string) => ({
  keys: [{ kty: "OKP", crv: "Ed25519", kid: keyName(currentKey(secret)), x: currentKey(secret) }],
});

/** An answer whose cells have these noisy counts, as it would be presented. */
function answeredWith(asked: Asked, counts: readonly number[], sums: readonly number[] | null): Answered {
  const question = toQuestion(asked);
  const parts = partsIn(question, question);
  if (parts === null) throw new Error("A question holds its own answer.");
  const noisy = { counts: [...counts], sums: sums === null ? null : [...sums] };
  const reading = { released: question, question, epsilonMilli: 200, noisy, parts };
  return {
    measure: asked.measure,
    subject: asked.subject,
    dimensions: [...question.dimensions],
    filters: Object.entries(question.filters).map(([dimension, values]) => ({
      dimension,
      values: [...values],
    })),
    result: {
      release_id: "0193c9a2-0000-7000-8000-000000000001",
      released_at: "2031-07-01T04:40:00.000Z",
      edition: "2031-Q2",
      epsilon_milli: 200,
      error: 16,
      mechanism: "discrete_laplace",
      ...presentRelease(asked.measure, reading),
    },
  };
}

const byRegion: Asked = { measure: "people", subject: null, dimensions: ["region"], filters: {} };
const average: Asked = { measure: "trait_average", subject: "novelty", dimensions: ["region"], filters: {} };
const median: Asked = { measure: "trait_median", subject: "novelty", dimensions: ["age_band"], filters: {} };
const bins: Asked = {
  measure: "compatibility_distribution",
  subject: null,
  dimensions: ["region"],
  filters: {},
};

/** Every third cell is seen; of the others, `hidden` says what their noisy count is. */
function sample(asked: Asked, hidden: number): Answered {
  const { statistic } = toQuestion(asked);
  const cells = gridOf(toQuestion(asked)).length * (statistic === "histogram" ? 20 : 1);
  const counts = Array.from({ length: cells }, (_, at) => (at % 3 === 0 ? 400 + 10 * at : hidden));
  return answeredWith(asked, counts, statistic === "mean" ? counts.map(() => hidden * 7) : null);
}

const fileNamed = (answered: Answered, name: string): Uint8Array => {
  const found = filesOf(answered, true).find((file) => file.name === name);
  if (found === undefined) throw new Error(`${name} is in the bundle.`);
  return found.bytes;
};
const textOf = (answered: Answered, name: string) => new TextDecoder().decode(fileNamed(answered, name));

describe("an answer as a file", () => {
  it.each([
    ["counts", byRegion],
    ["averages", average],
    ["distributions", bins],
  ])("of %s has the same bytes whether a cell is hidden or empty, in every format", (_, asked) => {
    const empty = sample(asked, 0);
    for (const count of [9, 4, -12]) {
      const hidden = sample(asked, count);
      // Averages differ where they are seen, so the sums that are seen are the same in both.
      const shown = asked.measure === "trait_average" ? withSeenSums(asked, count) : hidden;
      const other = asked.measure === "trait_average" ? withSeenSums(asked, 0) : empty;
      for (const { name, bytes } of filesOf(other, true)) {
        expect(Buffer.from(fileNamed(shown, name)).equals(Buffer.from(bytes)), name).toBe(true);
      }
      expect(writeBundle(shown, edition, SECRET).equals(writeBundle(other, edition, SECRET))).toBe(true);
    }
  });

  it.each([
    ["counts", byRegion],
    ["averages", average],
    ["medians", median],
    ["distributions", bins],
  ])("of %s holds the same table in CSV, JSON and Parquet", async (_, asked) => {
    const answered = sample(asked, 3);
    const rows: Record<string, unknown>[] = JSON.parse(textOf(answered, "data.json"));
    const parquet = fileNamed(answered, "data.parquet");
    const file = parquet.buffer.slice(parquet.byteOffset, parquet.byteOffset + parquet.length) as ArrayBuffer;
    expect(await parquetReadObjects({ file })).toEqual(rows);
    const csv = parseCsv(textOf(answered, "data.csv"), 10_000);
    const asText = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, value === null ? "" : String(value)]),
      ),
    );
    expect(csv.rows).toEqual(asText);
    // A median's cell is made of many bins, so here all of its cells are seen.
    if (asked !== median) expect(rows.filter(({ count }) => count === null).length).toBeGreaterThan(3);
    expect(rows.filter(({ count }) => count !== null).length).toBeGreaterThan(3);
  });

  it("has a Data Package descriptor that names every column, and the hash and size of every table", () => {
    const answered = sample(average, 3);
    const described = JSON.parse(textOf(answered, "datapackage.json"));
    const validate = new Ajv({ strict: false, formats: { "date-time": true, uri: true } }).compile(
      DATA_PACKAGE,
    );
    expect(validate(described), JSON.stringify(validate.errors)).toBe(true);
    const [csvResource] = described.resources;
    expect(described.resources).toHaveLength(3);
    expect(csvResource.schema.fields.map(({ name }: { name: string }) => name)).toEqual([
      "region",
      "count",
      "count_error",
      "estimate",
      "low",
      "high",
    ]);
    expect(csvResource.bytes).toBe(fileNamed(answered, "data.csv").length);
  });

  it("has a chart that draws columns of the table with their errors, and says the same in words", () => {
    for (const asked of [byRegion, average, median, bins]) {
      const answered = sample(asked, 3);
      const chart = JSON.parse(textOf(answered, "chart.json"));
      const columns = parseCsv(textOf(answered, "data.csv"), 1).columns;
      const made = ["count_low", "count_high"];
      const fields = [...JSON.stringify(chart).matchAll(/"field":"(\w+)"/g)].map(([, name]) => name ?? "");
      expect(fields.length).toBeGreaterThan(3);
      expect(fields.filter((name) => !columns.includes(name) && !made.includes(name))).toEqual([]);
      expect(chart.description).toContain("hidden or empty");
    }
  });
});

/** Averages whose seen cells have fixed sums, and whose hidden ones have any. */
function withSeenSums(asked: Asked, hidden: number): Answered {
  const cells = gridOf(toQuestion(asked)).length;
  const counts = Array.from({ length: cells }, (_, at) => (at % 3 === 0 ? 400 + 10 * at : hidden));
  return answeredWith(
    asked,
    counts,
    counts.map((_, at) => (at % 3 === 0 ? 2_000 : hidden * 31)),
  );
}

describe("a bundle", () => {
  const bundle = writeBundle(sample(byRegion, 3), edition, SECRET);

  it("holds under the key that it was signed with, and says what it is", () => {
    const { manifest, kid } = verifyBundle(bundle, keysOf(SECRET));
    expect(kid).toBe(keyName(currentKey(SECRET)));
    expect(manifest).toMatchObject({
      edition: { quarter: "2031-Q2", commitment: "07".repeat(32), synthetic: true },
      release: {
        epsilon_milli: 200,
        mechanism: "discrete_laplace",
        sensitivity: 1,
        count_noise_scale: "5/1",
        hidden_under: 10,
      },
    });
  });

  it("says in its description, its chart and its README that a synthetic edition is one, and only there", () => {
    for (const name of ["datapackage.json", "chart.json", "README.txt"]) {
      const said = (synthetic: boolean) =>
        new TextDecoder().decode(
          filesOf(sample(byRegion, 3), synthetic).find((file) => file.name === name)?.bytes,
        );
      expect([name, said(true).includes("is synthetic"), said(false).includes("is synthetic")]).toEqual([
        name,
        true,
        false,
      ]);
    }
  });

  it("has the same bytes each time it is made", () => {
    expect(writeBundle(sample(byRegion, 3), edition, SECRET).equals(bundle)).toBe(true);
  });

  it("is refused wherever one byte is changed", { timeout: 120_000 }, () => {
    const accepted: number[] = [];
    // Thousands of refusals: none of them needs to know where it was thrown.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    for (let at = 0; at < bundle.length; at++) {
      const changed = Buffer.from(bundle);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      try {
        verifyBundle(changed, keysOf(SECRET));
        accepted.push(at);
      } catch {
        // Refused, as it should be.
      }
    }
    Error.stackTraceLimit = limit;
    expect(bundle.length).toBeGreaterThan(5_000);
    expect(accepted).toEqual([]);
  });

  it("is refused cut short, with something added, without its manifest, and with a file too many", () => {
    const files = [{ name: "manifest.json", bytes: new Uint8Array() }, ...filesOf(sample(byRegion, 3), true)];
    for (const changed of [
      bundle.subarray(0, bundle.length - 1),
      bundle.subarray(0, 200),
      Buffer.alloc(0),
      Buffer.concat([bundle, Buffer.from([0])]),
      Buffer.concat([Buffer.from([0]), bundle]),
      zipOf(filesOf(sample(byRegion, 3), true)),
      zipOf(files),
      zipOf([...entriesOf(bundle), { name: "extra.csv", bytes: new Uint8Array([1]) }]),
      zipOf(entriesOf(bundle).toReversed()),
    ]) {
      expect(() => verifyBundle(Buffer.from(changed), keysOf(SECRET))).toThrow();
    }
    expect(zipOf(entriesOf(bundle)).equals(bundle)).toBe(true);
  });

  it("is refused where another installation signed it, or the same words were signed for something else", () => {
    expect(() => verifyBundle(writeBundle(sample(byRegion, 3), edition, OTHER), keysOf(SECRET))).toThrow(
      "not among yours",
    );
    const swapped = entriesOf(bundle).map((entry) =>
      entry.name === "manifest.jws"
        ? { ...entry, bytes: jwsOf(writeBundle(sample(average, 3), edition, SECRET)) }
        : entry,
    );
    expect(() => verifyBundle(zipOf(swapped), keysOf(SECRET))).toThrow("not the one that was signed");
  });

  it("is refused with a key that bears the name of another", () => {
    const named = { keys: [{ ...keysOf(OTHER).keys[0], kid: keyName(currentKey(SECRET)) }] };
    expect(() => verifyBundle(bundle, named)).toThrow("not among yours");
  });

  it("is checked by a command without network, which says so by its exit code", async () => {
    const folder = await mkdtemp(join(tmpdir(), "bundle-"));
    try {
      const [zip, keys, changed] = ["good.zip", "keys.json", "changed.zip"].map((name) => join(folder, name));
      await writeFile(zip ?? "", bundle);
      await writeFile(keys ?? "", JSON.stringify(keysOf(SECRET)));
      await writeFile(changed ?? "", Buffer.from(bundle).fill(65, 400, 401));
      expect(await run([zip ?? "", "--keys", keys ?? ""])).toMatchObject({
        code: 0,
        out: expect.stringContaining("The bundle holds"),
      });
      expect(await run([changed ?? "", "--keys", keys ?? ""])).toMatchObject({
        code: 1,
        err: expect.stringContaining("Refused"),
      });
      expect((await run([zip ?? ""])).code).toBe(2);
      expect((await run([join(folder, "none.zip"), "--keys", keys ?? ""])).code).toBe(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("the command that checks a bundle", () => {
  /** A bundle whose signature names this as its key, with whatever it signs. */
  const forged = (kid: unknown) => {
    const head = Buffer.from(JSON.stringify({ alg: "EdDSA", typ: "research-manifest+jws", kid }));
    return zipOf([
      { name: "manifest.json", bytes: new Uint8Array(Buffer.from("{}")) },
      {
        name: "manifest.jws",
        bytes: new Uint8Array(Buffer.from(`${head.toString("base64url")}.e30.AAAA`)),
      },
    ]);
  };
  /** Runs `check` with a folder that has a bundle, the keys, and a link to the program. */
  async function inFolder(zip: Buffer, check: (path: (name: string) => string) => Promise<void>) {
    const folder = await mkdtemp(join(tmpdir(), "bundle-"));
    const path = (name: string) => join(folder, name);
    try {
      await writeFile(path("bundle.zip"), zip);
      await writeFile(path("keys.json"), JSON.stringify(keysOf(SECRET)));
      await symlink(resolve(PROGRAM), path("link.mjs"));
      await check(path);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  it.each([
    ["a sentence", "\u001b[2K\rThe bundle holds: every byte is as it was signed.\n"],
    ["nothing", undefined],
    ["a number", 7],
  ])("prints nothing of a key’s name that is %s", async (_, kid) => {
    await inFolder(forged(kid), async (path) => {
      const { code, out, err } = await run([path("bundle.zip"), "--keys", path("keys.json")]);
      expect([code, out, err]).toEqual([1, "", "Refused: The signature names no key.\n"]);
    });
  });

  it("prints one line of plain text, whatever a file holds", async () => {
    await inFolder(Buffer.alloc(9), async (path) => {
      await writeFile(path("keys.json"), "\u001b[2K\rThe bundle holds\nevery byte\u202e");
      const { code, out, err } = await run([path("bundle.zip"), "--keys", path("keys.json")]);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toMatch(/^[\x20-\x7e]+\n$/);
    });
  });

  it("checks also where it is called by a link, whatever Node does with links", async () => {
    const bad = Buffer.from("no bundle");
    await inFolder(bad, async (path) => {
      const words = [path("bundle.zip"), "--keys", path("keys.json")];
      for (const flags of [[], ["--preserve-symlinks-main"], ["--preserve-symlinks"]]) {
        expect([flags, (await run(words, [...flags, path("link.mjs")])).code]).toEqual([flags, 1]);
      }
    });
  });
});

function run(words: string[], program = [PROGRAM]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [...program, ...words], (error, out, err) => {
      done({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

/** The files of an archive that `zipOf` wrote. */
function entriesOf(zip: Buffer): { name: string; bytes: Uint8Array<ArrayBuffer> }[] {
  const entries = [];
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50; ) {
    const size = zip.readUInt32LE(at + 18);
    const start = at + 30 + zip.readUInt16LE(at + 26);
    entries.push({
      name: zip.toString("ascii", at + 30, start),
      bytes: new Uint8Array(zip.subarray(start, start + size)),
    });
    at = start + size;
  }
  return entries;
}

function jwsOf(zip: Buffer): Uint8Array {
  const found = entriesOf(zip).find(({ name }) => name === "manifest.jws");
  if (found === undefined) throw new Error("A bundle is signed.");
  return found.bytes;
}

/** What the Data Package standard (version 2) asks of a descriptor and its tables. */
const DATA_PACKAGE = {
  type: "object",
  required: ["resources", "name", "created"],
  properties: {
    $schema: { type: "string", format: "uri" },
    name: { type: "string", pattern: "^[a-z0-9._/-]+$" },
    created: { type: "string", format: "date-time" },
    resources: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        required: ["name", "path", "schema", "hash", "bytes", "mediatype"],
        properties: {
          name: { type: "string", pattern: "^[a-z0-9._-]+$" },
          path: { type: "string", pattern: "^(?!/|\\.\\.)[^:]+$" },
          bytes: { type: "integer", minimum: 1 },
          hash: { type: "string", pattern: "^sha256:[0-9a-f]{64}$" },
          mediatype: { type: "string", pattern: "^.+/.+$" },
          schema: {
            type: "object",
            required: ["fields"],
            properties: {
              primaryKey: { type: "array", minItems: 1, uniqueItems: true, items: { type: "string" } },
              fields: {
                type: "array",
                minItems: 1,
                items: {
                  type: "object",
                  required: ["name", "type"],
                  properties: { type: { enum: ["string", "integer", "number"] } },
                },
              },
            },
          },
        },
      },
    },
  },
};
