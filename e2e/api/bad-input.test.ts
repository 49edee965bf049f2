import { beforeAll, describe, expect, inject, it } from "vitest";
import { PROBLEM_CODES } from "@/lib/catalog/problem-codes";
import { generateKey } from "@/lib/partners/api-keys/key-format";
import { ROUTES } from "@/server/routes";
import { freshAddress } from "@/test/loopback";
import { type RawCall, send } from "@/test/openapi-fuzzer";
import {
  closeProductDatabase,
  makePartner,
  person,
  productDatabase,
  type TestPartner,
  until,
} from "@/test/product";
import type { ReceivedReply } from "@/test/receive-reply";

closeProductDatabase();

const PAIR = { person1: person(0.4), person2: person(0.6) };
const MB = 1_048_576;
const CALCULATE = "/v1/compatibility/calculate";
const BATCH = "/v1/compatibility/batch";

/** A body, as an object or as the very text, and the paths that its refusal names. */
type Case = [name: string, body: unknown, paths: string[]];

class Text {
  constructor(readonly text: string) {}
}

const text = (...parts: string[]) => new Text(parts.join(""));
const textOf = (body: unknown) => (body instanceof Text ? body.text : JSON.stringify(body));
const traits = (value: unknown, length = 32) => Array.from({ length }, () => value);
/** The good pair's text with other text for the first person's first trait. */
const trait = (written: string) => text(JSON.stringify(PAIR).replace("0.4", written));
const first = (list: unknown[]) => ({ ...PAIR, person1: { traits: list } });
const dated = (birthdate1: unknown) => ({
  ...PAIR,
  include_numerology: true,
  birthdate1,
  birthdate2: "1990-05-17",
});
const indexed = (path: string, length: number) => Array.from({ length }, (_, index) => `${path}[${index}]`);

const measured = (standard_errors: unknown) => ({
  ...PAIR,
  person1: { ...PAIR.person1, standard_errors },
  model_version: "soulmate-2",
});

const BAD_PAIRS: Case[] = [
  ["31 traits", first(traits(0.5, 31)), ["person1.traits"]],
  ["33 traits", first(traits(0.5, 33)), ["person1.traits"]],
  ["no traits", first([]), ["person1.traits"]],
  ["traits as strings", first(traits("0.5")), indexed("person1.traits", 32)],
  ["traits as true", first([true, ...traits(0.5, 31)]), ["person1.traits[0]"]],
  ["a trait in a list of its own", first([[0.5], ...traits(0.5, 31)]), ["person1.traits[0]"]],
  ["null in a list", first([[null], ...traits(0.5, 31)]), ["person1.traits[0]"]],
  ["a trait beyond 1", first([...traits(0.5, 31), 1.000_000_1]), ["person1.traits[31]"]],
  ["a trait below 0", first([-5e-324, ...traits(0.5, 31)]), ["person1.traits[0]"]],
  ["a trait of 1e999", trait("1e999"), ["person1.traits[0]"]],
  ["a trait of -1e999", trait("-1e999"), ["person1.traits[0]"]],
  [
    "17 unknown traits",
    first([...traits(null, 17), ...traits(0.5, 15)]),
    ["person1.traits", "person2.traits"],
  ],
  [
    "17 unknown traits, of both together",
    {
      person1: { traits: [...traits(null, 9), ...traits(0.5, 23)] },
      person2: { traits: [...traits(0.5, 9), ...traits(null, 8), ...traits(0.5, 15)] },
    },
    ["person1.traits", "person2.traits"],
  ],
  ["a model that was never published", { ...PAIR, model_version: "soulmate-0" }, ["model_version"]],
  ["a model as a number", { ...PAIR, model_version: 2 }, ["model_version"]],
  ["31 standard errors", measured(traits(0.1, 31)), ["person1.standard_errors"]],
  ["an error beyond the largest", measured([...traits(0.1, 31), 0.31]), ["person1.standard_errors[31]"]],
  ["an error below 0", measured([-0.1, ...traits(0.1, 31)]), ["person1.standard_errors[0]"]],
  ["errors as strings", measured(traits("0.1")), indexed("person1.standard_errors", 32)],
  ["errors as a number", measured(0.1), ["person1.standard_errors"]],
  [
    "errors for the model that takes traits as exact",
    { ...measured(traits(0.1)), model_version: "soulmate-1" },
    ["person1.standard_errors"],
  ],
  [
    "errors for the default model",
    {
      person1: { ...PAIR.person1, standard_errors: traits(0) },
      person2: { ...PAIR.person2, standard_errors: traits(0) },
    },
    ["person1.standard_errors", "person2.standard_errors"],
  ],
  ["a person of null", { ...PAIR, person1: null }, ["person1"]],
  ["a person as a list", { ...PAIR, person2: traits(0.5) }, ["person2"]],
  ["traits of null", { ...PAIR, person2: { traits: null } }, ["person2.traits"]],
  ["traits as an object", { ...PAIR, person2: { traits: { 0: 0.5, length: 32 } } }, ["person2.traits"]],
  ["no people", {}, ["person1", "person2"]],
  ["resonance of null", { ...PAIR, resonance: null }, ["resonance"]],
  ["6 metrics", { ...PAIR, resonance: traits(0.5, 6) }, ["resonance"]],
  ["an unknown metric", { ...PAIR, resonance: [...traits(0.5, 6), null] }, ["resonance[6]"]],
  ["feasibility beyond 1", { ...PAIR, feasibility: 1.5 }, ["feasibility"]],
  ["feasibility of null", { ...PAIR, feasibility: null }, ["feasibility"]],
  ["flags as words", { ...PAIR, explain: "true", include_astrology: 1 }, ["explain", "include_astrology"]],
  ["30 February", dated("2023-02-30"), ["birthdate1"]],
  ["29 February in a common year", dated("2023-02-29"), ["birthdate1"]],
  ["29 February of 1900", dated("1900-02-29"), ["birthdate1"]],
  ["the zeroth of the zeroth", dated("0000-00-00"), ["birthdate1"]],
  ["a thirteenth month", dated("2024-13-01"), ["birthdate1"]],
  ["a date with a time", dated("2024-01-01T00:00:00Z"), ["birthdate1"]],
  ["a date with a space", dated(" 2024-01-01"), ["birthdate1"]],
  ["a date in wide digits", dated("２０２４-01-01"), ["birthdate1"]],
  ["a date as a number", dated(20240101), ["birthdate1"]],
  ["an impossible date that nobody asked for", { ...PAIR, birthdate2: "2023-02-30" }, ["birthdate2"]],
  ["numerology without dates", { ...PAIR, include_numerology: true }, ["birthdate1", "birthdate2"]],
  [
    "numerology and astrology with one date",
    { ...PAIR, include_numerology: true, include_astrology: true, birthdate1: "1990-05-17" },
    ["birthdate2"],
  ],
  ["a list of 100,000 numbers", first(traits(0.5, 100_000)), ["person1.traits"]],
  [
    "a list of 100,000 bad numbers",
    first(traits(2, 100_000)),
    ["person1.traits", ...indexed("person1.traits", 32)],
  ],
  ["a field we do not know", { ...PAIR, trait: 1 }, ["trait"]],
  ["a nested field we do not know", { ...PAIR, person2: { ...person(0.5), name: "Eve" } }, ["person2.name"]],
  ["a field with an empty name", { ...PAIR, "": 1 }, [""]],
  ["a field named with U+0000", { ...PAIR, "na\u0000me": 1 }, ["na\u0000me"]],
  ["__proto__", text('{"__proto__":{"admin":true},', JSON.stringify(PAIR).slice(1)), ["__proto__"]],
  ["constructor", { ...PAIR, constructor: { prototype: { admin: true } } }, ["constructor"]],
  [
    "a nested __proto__",
    { ...PAIR, person1: JSON.parse(`{"__proto__":null,"traits":${JSON.stringify(traits(0.5))}}`) },
    ["person1.__proto__"],
  ],
  [
    "everything wrong at once",
    { person1: { traits: [2, ...traits(0.5, 30)] }, feasibility: "1", birthdate1: "x", extra: null },
    ["person1.traits", "person1.traits[0]", "person2", "feasibility", "birthdate1", "extra"],
  ],
  ["null", null, [""]],
  ["a list", [], [""]],
  ["a word", "pair", [""]],
  ["a number", 1, [""]],
];

const BROKEN_JSON: [name: string, text: string][] = [
  ["an empty body", ""],
  ["blanks", " \r\n\t"],
  ["half an object", '{"person1":'],
  ["NaN", trait("NaN").text],
  ["Infinity", trait("Infinity").text],
  ["-Infinity", trait("-Infinity").text],
  ["nan", trait("nan").text],
  ["a number without its zero", trait(".5").text],
  ["a number that ends in a point", trait("0.").text],
  ["a number with a plus", trait("+0.5").text],
  ["a hexadecimal number", trait("0x1").text],
  ["a number with a leading zero", trait("00.5").text],
  ["undefined", trait("undefined").text],
  ["a trailing comma", '{"a":1,}'],
  ["single quotes", "{'a':1}"],
  ["a comment", '{"a":1}//'],
  ["two values", "{}{}"],
  ["a bare U+0000", '{"a":"\u0000"}'],
  ["100,000 open brackets", "[".repeat(100_000)],
  ["100,000 open objects", '{"a":'.repeat(100_000)],
];

const DUPLICATES: Case[] = [
  ["a person twice", text('{"person1":{},', JSON.stringify(PAIR).slice(1)), ["person1"]],
  [
    "traits twice in a person",
    text('{"person1":{"traits":[],"traits":[]},"person2":{}}'),
    ["person1.traits"],
  ],
  ["a name written in two ways", text('{"person1":1,"\\u0070erson1":2}'), ["person1"]],
  ["__proto__ twice", text('{"__proto__":1,"__proto__":2}'), ["__proto__"]],
  ["two members twice", text('{"a":{"b":1,"b":2},"c":[{"d":1},{"d":1,"d":2}]}'), ["a.b", "c[1].d"]],
];

/** Each is refused for its body whole, before any pair is looked at. */
const BAD_BATCHES: Case[] = [
  ["an empty list", [], [""]],
  ["no pairs", { pairs: [] }, ["pairs"]],
  ["pairs of null", { pairs: null }, ["pairs"]],
  ["pairs as an object", { pairs: { 0: PAIR } }, ["pairs"]],
  ["nothing", {}, ["pairs"]],
  ["another name", { pair: [PAIR] }, ["pairs", "pair"]],
  ["one field too many", { pairs: [PAIR], model: "soulmate-1" }, ["model"]],
  ["a model never published", { pairs: [PAIR], model_version: "soulmate-0" }, ["model_version"]],
  ["null", null, [""]],
  ["a word", "pairs", [""]],
  ["101 pairs", traits(PAIR, 101), ["pairs"]],
  ["101 pairs in an object", { pairs: traits(PAIR, 101) }, ["pairs"]],
];

const LONG = "x".repeat(2_001);

const BAD_PARTNERS: Case[] = [
  ["nothing", {}, ["company_name", "email"]],
  ["a name of blanks", { company_name: " \t\n", email: "a@example.com" }, ["company_name"]],
  [
    "every field of another type",
    { company_name: 1, email: ["a@example.com"], use_case: {}, tier: null },
    ["company_name", "email", "use_case", "tier"],
  ],
  [
    "every field too long or unheard of",
    { company_name: LONG, email: `${LONG}@example.com`, use_case: LONG, tier: "gold", role: "admin" },
    ["company_name", "email", "use_case", "tier", "role"],
  ],
  ["an address without a domain", { company_name: "X", email: "a@b" }, ["email"]],
  ["two addresses", { company_name: "X", email: "a@example.com,b@example.com" }, ["email"]],
  [
    "a line break in the address",
    { company_name: "X", email: "a@example.com\r\nBcc: b@example.com" },
    ["email"],
  ],
  [
    "U+0000 in text",
    { company_name: "X\u0000", email: "a@example.com", use_case: "\u0000" },
    ["company_name", "use_case"],
  ],
  [
    "__proto__",
    text('{"company_name":"X","email":"a@example.com","__proto__":{"tier":"enterprise"}}'),
    ["__proto__"],
  ],
];

const BAD_KEYS: Case[] = [
  ["nothing", {}, ["name"]],
  [
    "every field wrong",
    {
      name: "",
      mode: "prod",
      scopes: ["compatibility:calculate", "everything"],
      expires_at: "tomorrow",
      ip_allowlist: ["203.0.113.7", "300.1.1.1"],
      pinned_model: "soulmate-0",
      key: "sk_live_mine",
    },
    ["name", "mode", "scopes[1]", "expires_at", "ip_allowlist[1]", "pinned_model", "key"],
  ],
  ["no scope", { name: "X", scopes: [] }, ["scopes"]],
  ["a scope twice", { name: "X", scopes: ["usage:read", "usage:read"] }, ["scopes"]],
  ["an expiry in the past", { name: "X", expires_at: "2020-01-01T00:00:00Z" }, ["expires_at"]],
  ["an expiry on 30 February", { name: "X", expires_at: "2099-02-30T00:00:00Z" }, ["expires_at"]],
  ["an expiry without its zone", { name: "X", expires_at: "2099-01-01T00:00:00" }, ["expires_at"]],
  ["101 addresses", { name: "X", ip_allowlist: traits("203.0.113.7", 101) }, ["ip_allowlist"]],
  ["a range of 33 bits", { name: "X", ip_allowlist: ["203.0.113.0/33"] }, ["ip_allowlist[0]"]],
  ["U+0000 in the name", { name: "a\u0000b" }, ["name"]],
];

const BAD_ROTATIONS: Case[] = [
  ["a negative overlap", { overlap_seconds: -1 }, ["overlap_seconds"]],
  ["an overlap beyond a week", { overlap_seconds: 604_801 }, ["overlap_seconds"]],
  ["half a second", { overlap_seconds: 0.5 }, ["overlap_seconds"]],
  ["an overlap as text", { overlap_seconds: "60" }, ["overlap_seconds"]],
  ["an overlap of null", { overlap_seconds: null }, ["overlap_seconds"]],
  ["an overlap of 1e999", text('{"overlap_seconds":1e999}'), ["overlap_seconds"]],
];

const BAD_QUERIES: [name: string, path: string, paths: string[]][] = [
  ["an unknown parameter", "/v1/usage?group=day", ["group"]],
  ["a parameter where there are none", "/v1/partners/{partner_id}?expand=keys", ["expand"]],
  ["a repeated parameter", "/v1/usage?group_by=day&group_by=hour", ["group_by"]],
  ["an empty parameter", "/v1/usage?group_by=", ["group_by"]],
  ["a list written with brackets", "/v1/usage?group_by[]=day", ["group_by[]"]],
  ["U+0000", "/v1/usage?group_by=%00", ["group_by"]],
  ["constructor", "/v1/usage?constructor=1", ["constructor"]],
  [
    "every parameter wrong",
    "/v1/usage?group_by=week&from=today&to=2023-02-30T00:00:00Z",
    ["group_by", "from", "to"],
  ],
  ["an empty span", "/v1/usage?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", ["from"]],
  ["a span of years", "/v1/usage?from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", ["from"]],
  ["a limit of 0", "/v1/partners/{partner_id}/api-keys?limit=0", ["limit"]],
  ["a limit of 101", "/v1/partners/{partner_id}/api-keys?limit=101", ["limit"]],
  ["half a row", "/v1/partners/{partner_id}/api-keys?limit=1.5", ["limit"]],
  ["a limit in words", "/v1/partners/{partner_id}/api-keys?limit=all", ["limit"]],
  ["a limit of 1e999", "/v1/partners/{partner_id}/api-keys?limit=1e999", ["limit"]],
  ["a cursor of somebody's own", "/v1/partners/{partner_id}/api-keys?cursor=1", ["cursor"]],
  ["a cursor of U+0000", "/v1/sandbox/people?cursor=%00", ["cursor"]],
  ["a long cursor", `/v1/sandbox/people?cursor=${"a".repeat(201)}`, ["cursor"]],
];

interface Refusal {
  status: number;
  code?: string;
  /** The paths that `errors` names, in any order; absent: not looked at. */
  paths?: readonly string[];
}

/** Checks that a reply is a whole problem document, and the one that was to be expected. */
function expectProblem(reply: ReceivedReply, { status, code, paths }: Refusal) {
  expect(reply.headers.get("content-type"), reply.text).toBe("application/problem+json");
  const problem = JSON.parse(reply.text);
  expect(problem).toMatchObject({
    status,
    title: expect.stringMatching(/\S/),
    detail: expect.stringMatching(/\S/),
    request_id: reply.headers.get("request-id"),
    ...(code === undefined ? {} : { code }),
  });
  expect(reply.status).toBe(status);
  expect(problem.type).toMatch(new RegExp(`^https?://\\S+/docs/errors#${problem.code}$`));
  expect(PROBLEM_CODES.map((known) => known.code)).toContain(problem.code);
  const errors: { path: string; message: string }[] = problem.errors ?? [];
  for (const { message } of errors) expect(message).toMatch(/\S/);
  if (paths !== undefined) expect(errors.map(({ path }) => path).sort()).toEqual([...paths].sort());
  return problem;
}

describe.each(inject("mounts"))("bad input through $name", (mount) => {
  let partner: TestPartner;
  let keyId: string;
  let before: unknown;
  /** How many calls of this partner's were sent. */
  let calls = 0;

  beforeAll(async () => {
    partner = await makePartner();
    const key = await productDatabase().prisma.apiKey.findFirstOrThrow({
      where: { partnerId: partner.partnerId, mode: "test" },
    });
    keyId = key.id;
    before = await written();
  });

  /** All that a call of this partner's could have written besides its row of usage. */
  async function written(): Promise<unknown> {
    const { prisma } = productDatabase();
    const where = { partnerId: partner.partnerId };
    const [row, keys, audit, verifications, kept] = await Promise.all([
      prisma.partner.findUniqueOrThrow({ where: { id: partner.partnerId } }),
      prisma.apiKey.findMany({ where, orderBy: { id: "asc" }, omit: { lastUsedAt: true, lastUsedIp: true } }),
      prisma.auditEvent.count({ where }),
      prisma.emailVerification.count({ where }),
      prisma.idempotencyRecord.count({ where: { holder: { contains: partner.partnerId } } }),
    ]);
    return { row, keys, audit, verifications, kept };
  }

  const filled = (path: string) => path.replace("{partner_id}", partner.partnerId).replace("{key_id}", keyId);

  function ask(call: RawCall, key: string | null = partner.liveKey): Promise<ReceivedReply> {
    if (key === partner.liveKey) calls += 1;
    const headers = { ...(key === null ? {} : { "X-API-Key": key }), ...call.headers };
    return send(mount, { ...call, path: filled(call.path), headers });
  }

  function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<ReceivedReply> {
    return ask({
      method: "POST",
      path,
      text: textOf(body),
      headers: { "Content-Type": "application/json", ...headers },
    });
  }

  describe("one pair", () => {
    it.each(BAD_PAIRS)("refuses %s by name", async (_name, body, paths) => {
      expectProblem(await post(CALCULATE, body), { status: 400, code: "invalid_input", paths });
    });

    it.each(BROKEN_JSON)("refuses %s as broken JSON", async (_name, body) => {
      expectProblem(await post(CALCULATE, text(body)), { status: 400, code: "malformed_json", paths: [""] });
    });

    it.each(DUPLICATES)("refuses %s, where parsers keep the last", async (_name, body, paths) => {
      expectProblem(await post(CALCULATE, body), { status: 400, code: "duplicate_member", paths });
    });

    it("says where broken JSON breaks", async () => {
      const problem = expectProblem(await post(CALCULATE, text('{\n  "person1": nope\n}')), { status: 400 });
      // Where the word begins, or where it is no longer "null": engines differ.
      expect(problem.detail).toMatch(/line 2, column 1[45]\b/);
    });

    it("lists a hundred unknown fields of a thousand, and counts them all", async () => {
      const unknown = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`field${index}`, 1]));
      const problem = expectProblem(await post(CALCULATE, { ...PAIR, ...unknown }), { status: 400 });
      expect(problem.errors).toHaveLength(100);
      expect(problem.detail).toContain("1000");
    });

    it("refuses nesting of 100,000 levels", async () => {
      const deep = text('{"person1":', '{"a":'.repeat(100_000), "1", "}".repeat(100_000), "}");
      const problem = expectProblem(await post(CALCULATE, deep), { status: 400, paths: [""] });
      expect(problem.detail).toContain("nests deeper than");
    });

    it("lets no body change what objects are", async () => {
      const body = text('{"__proto__":{"explain":true},', JSON.stringify(PAIR).slice(1));
      expectProblem(await post(CALCULATE, body), { status: 400 });
      const good = await send(mount, {
        method: "POST",
        path: CALCULATE,
        text: JSON.stringify(PAIR),
        headers: { "Content-Type": "application/json", "X-API-Key": partner.testKey },
      });
      expect(good.status).toBe(200);
      expect(JSON.parse(good.text)).not.toHaveProperty("explanation");
    });
  });

  describe("a batch", () => {
    it.each(BAD_BATCHES)("refuses %s whole", async (_name, body, paths) => {
      expectProblem(await post(BATCH, body), { status: 400, paths });
    });

    it("refuses a member that stands twice in one of its pairs", async () => {
      const body = text(`{"pairs":[${JSON.stringify(PAIR)},{"person1":{},"person1":{}}]}`);
      const paths = ["pairs[1].person1"];
      expectProblem(await post(BATCH, body), { status: 400, code: "duplicate_member", paths });
    });

    it("names bad fields of query and body together", async () => {
      const reply = await post(`${BATCH}?dry_run=maybe&model=1`, { pairs: 1 });
      expectProblem(reply, { status: 400, code: "invalid_input", paths: ["dry_run", "model", "pairs"] });
    });

    describe.each([
      ["in an object", (pairs: unknown[]) => ({ pairs })],
      ["as a bare list", (pairs: unknown[]) => pairs],
    ])("%s", (_form, body) => {
      const pairs = [
        PAIR,
        first(traits(0.5, 31)),
        null,
        { ...PAIR, person2: { ...person(0.5), name: "Eve" } },
        PAIR,
        [],
        JSON.parse(`{"__proto__":{},${JSON.stringify(PAIR).slice(1)}`),
        dated("2023-02-29"),
      ];
      const faults = [
        null,
        ["person1.traits"],
        [""],
        ["person2.name"],
        null,
        [""],
        ["__proto__"],
        ["birthdate1"],
      ];

      it("scores and bills the good pairs, and tells of each bad one what is wrong with it", async () => {
        const reply = await send(mount, {
          method: "POST",
          path: BATCH,
          text: JSON.stringify(body(pairs)),
          headers: { "Content-Type": "application/json", "X-API-Key": (await makeOwn()).liveKey },
        });
        expect(reply.status).toBe(200);
        const { results, ...rest } = JSON.parse(reply.text);
        expect(pathsOf(results)).toEqual(faults);
        expect(results[0].compatibility_score).toBe(results[4].compatibility_score);
        expect(rest).toMatchObject({ total_pairs: 8, scored_pairs: 2, failed_pairs: 6, dry_run: false });
        expect(rest).toMatchObject({ billable_units: 2, price_micro_usd: 100 });
        expect(await usageOf(reply)).toEqual({ status: 200, units: 2, billable: true });
      });

      it("bills nothing where no pair is good", async () => {
        const reply = await send(mount, {
          method: "POST",
          path: BATCH,
          text: JSON.stringify(body([null, {}, "pair"])),
          headers: { "Content-Type": "application/json", "X-API-Key": (await makeOwn()).liveKey },
        });
        expect(JSON.parse(reply.text)).toMatchObject({ scored_pairs: 0, failed_pairs: 3, billable_units: 0 });
        expect(await usageOf(reply)).toEqual({ status: 200, units: 0, billable: false });
      });

      it("checks and prices a dry run, and neither scores nor charges", async () => {
        const own = await makeOwn();
        const dryRun = async () => {
          const reply = await send(mount, {
            method: "POST",
            path: `${BATCH}?dry_run=true`,
            text: JSON.stringify(body(pairs)),
            headers: { "Content-Type": "application/json", "X-API-Key": own.liveKey },
          });
          expect(reply.status).toBe(200);
          return reply;
        };
        const reply = await dryRun();
        const { results, ...rest } = JSON.parse(reply.text);
        expect(pathsOf(results)).toEqual(faults);
        expect(results[0]).toEqual({ ok: true });
        expect(rest).toMatchObject({
          dry_run: true,
          scored_pairs: 2,
          billable_units: 2,
          price_micro_usd: 100,
        });
        expect(await usageOf(reply)).toEqual({ status: 200, units: 0, billable: false });
        const left = (of: ReceivedReply) =>
          Number(/"day";r=(\d+)/.exec(of.headers.get("ratelimit") ?? "")?.[1]);
        expect(left(await dryRun()), "it takes one call of the day, not one a pair").toBe(left(reply) - 1);
      });
    });

    function pathsOf(results: { ok: boolean; error?: { errors: { path: string }[] } }[]) {
      return results.map(({ ok, error }) => (ok ? null : error?.errors.map(({ path }) => path)));
    }
  });

  /** A partner whose good calls do not count among those of the refused ones. */
  const makeOwn = () => makePartner();

  async function usageOf(reply: ReceivedReply) {
    const requestId = reply.headers.get("request-id") ?? "";
    const row = () => productDatabase().prisma.apiCall.findFirst({ where: { requestId } });
    await until(async () => (await row()) !== null);
    const { status, units, billable } = (await row()) ?? {};
    return { status, units, billable };
  }

  describe("partners and keys", () => {
    it.each(BAD_PARTNERS)("refuses to sign up %s", async (_name, body, paths) => {
      const { prisma } = productDatabase();
      const reply = await send(mount, {
        method: "POST",
        path: "/v1/partners",
        text: textOf(body),
        headers: { "Content-Type": "application/json" },
        from: freshAddress(),
      });
      const { request_id } = expectProblem(reply, { status: 400, code: "invalid_input", paths });
      const audited = await prisma.auditEvent.count({ where: { requestId: request_id } });
      expect(audited, "a partner that was made would stand in the audit").toBe(0);
    });

    it.each(BAD_KEYS)("refuses to make a key of %s", async (_name, body, paths) => {
      const reply = await post("/v1/partners/{partner_id}/api-keys", body);
      expectProblem(reply, { status: 400, code: "invalid_input", paths });
    });

    it.each([
      ...BAD_KEYS.filter(([name]) => name !== "nothing" && name !== "every field wrong"),
      ["nothing", {}, [""]] satisfies Case,
      ["a mode", { name: "X", mode: "live" }, ["mode"]] satisfies Case,
    ])("refuses to change a key to %s", async (_name, body, paths) => {
      const fields = body instanceof Text || typeof body !== "object" || body === null ? {} : { ...body };
      const reply = await ask({
        method: "PATCH",
        path: "/v1/partners/{partner_id}/api-keys/{key_id}",
        text: JSON.stringify(fields),
        headers: { "Content-Type": "application/json" },
      });
      expectProblem(reply, { status: 400, code: "invalid_input", paths });
    });

    it.each(BAD_ROTATIONS)("refuses to rotate with %s", async (_name, body, paths) => {
      const reply = await post("/v1/partners/{partner_id}/api-keys/{key_id}/rotate", body);
      expectProblem(reply, { status: 400, code: "invalid_input", paths });
    });

    it.each([
      ["nothing", {}, [""]],
      [
        "fields that only operators change",
        { company_name: "X", tier: "enterprise", email_verified: true },
        ["tier", "email_verified"],
      ],
      ["an address of null", { email: null }, ["email"]],
      ["U+0000", { use_case: "a\u0000b", company_name: "c\u0000" }, ["use_case", "company_name"]],
    ] satisfies Case[])("refuses to change the partner to %s", async (_name, body, paths) => {
      const reply = await ask({
        method: "PATCH",
        path: "/v1/partners/{partner_id}",
        text: JSON.stringify(body),
        headers: { "Content-Type": "application/json" },
      });
      expectProblem(reply, { status: 400, code: "invalid_input", paths });
    });

    it("names bad fields of path and body together", async () => {
      const reply = await post("/v1/partners/me/api-keys/mine/rotate?now=1", {
        overlap_seconds: "all",
        key: 1,
      });
      expectProblem(reply, { status: 400, paths: ["partner_id", "key_id", "now", "overlap_seconds", "key"] });
    });
  });

  describe("the body", () => {
    const good = JSON.stringify(PAIR);

    it.each([
      ["text/plain"],
      ["application/x-www-form-urlencoded"],
      ["multipart/form-data; boundary=x"],
      ["application/jsonp"],
      ["application/xml"],
      ["json"],
      [""],
    ])("is refused as %j", async (type) => {
      const reply = await post(CALCULATE, text(good), { "Content-Type": type });
      expectProblem(reply, { status: 415, code: "unsupported_media_type" });
    });

    it("is refused without a content type", async () => {
      expectProblem(await ask({ method: "POST", path: CALCULATE, text: good }), { status: 415 });
    });

    it("is refused in an encoding that we do not read, and where it is not encoded as it says", async () => {
      const unknown = await post(CALCULATE, text(good), { "Content-Encoding": "compress" });
      expectProblem(unknown, { status: 415, code: "unsupported_encoding" });
      const wrong = await post(CALCULATE, text(good), { "Content-Encoding": "gzip" });
      expectProblem(wrong, { status: 400, code: "malformed_encoding" });
    });

    it("is missed where there is none at all", async () => {
      const headers = { "Content-Type": "application/json" };
      const reply = await ask({
        method: "POST",
        path: CALCULATE,
        headers: { ...headers, "Content-Length": "0" },
      });
      expectProblem(reply, { status: 400, code: "malformed_json", paths: [""] });
    });

    it.each([
      ["with its length", false],
      ["in chunks", true],
    ])("is refused above 1 MB when it comes %s", async (_how, chunked) => {
      for (const size of [MB + 1, 2 * MB]) {
        const reply = await ask({
          method: "POST",
          path: CALCULATE,
          text: good.padEnd(size),
          headers: { "Content-Type": "application/json" },
          chunked,
        });
        expectProblem(reply, { status: 413, code: "body_too_large" });
      }
    });

    it.each([
      ["with its length", false],
      ["in chunks", true],
    ])("is taken at 1 MB when it comes %s, after a byte order mark or not", async (_how, chunked) => {
      for (const mark of ["", "\uFEFF"]) {
        const reply = await send(mount, {
          method: "POST",
          path: CALCULATE,
          text: mark + good.padEnd(MB - Buffer.byteLength(mark)),
          headers: { "Content-Type": "application/json", "X-API-Key": partner.testKey },
          chunked,
        });
        expect(reply.status, reply.text).toBe(200);
      }
    });
  });

  describe("the address", () => {
    it.each(BAD_QUERIES)("refuses %s", async (_name, path, paths) => {
      expectProblem(await ask({ method: "GET", path }), { status: 400, code: "invalid_input", paths });
    });

    it.each([
      ["the year 0", "from=0000-01-01T00:00:00Z&to=0000-01-02T00:00:00Z"],
      ["the last hour of 9999", "from=9999-12-31T00:00:00Z&to=9999-12-31T23:59:59Z"],
    ])("tells the usage of %s in RFC 3339, or says that it cannot", async (_name, query) => {
      const reply = await ask({ method: "GET", path: `/v1/usage?${query}` });
      if (reply.status !== 200) expectProblem(reply, { status: 400, code: "invalid_input" });
      else expect(JSON.parse(reply.text).to).toMatch(/^\d{4}-/);
    });

    it.each([
      ["not-a-uuid"],
      ["01a1f82d88b776a8adad7f77305b4f56"],
      ["{01a1f82d-88b7-76a8-adad-7f77305b4f56}"],
      ["01a1f82d-88b7-76a8-adad-7f77305b4f5g"],
      ["01a1f82d-88b7-06a8-adad-7f77305b4f56"],
      ["%00"],
      ["%2e%2e%2f"],
      ["%F0%9F%92%98"],
      ["' OR 1=1 --".replaceAll(" ", "%20")],
      ["a".repeat(1_000)],
    ])("refuses %j as an id", async (id) => {
      const reply = await ask({ method: "GET", path: `/v1/partners/${id}/api-keys/${id}` });
      expectProblem(reply, { status: 400, code: "invalid_input", paths: ["partner_id", "key_id"] });
    });

    // Next itself refuses these before it has found a route.
    it.runIf(mount.name === "our own server").each([["%E0%A4%A"], ["%ZZ"], ["%"], ["%c0%ae%c0%ae"]])(
      "finds nothing at %j, which is no text",
      async (junk) => {
        expectProblem(await ask({ method: "GET", path: `/v1/partners/${junk}` }), { status: 404 });
      },
    );

    it.each([
      ["/v1"],
      ["/v2/usage"],
      ["/v1/"],
      ["/v1/nothing"],
      ["/v1/Usage"],
      ["/v1/usage/extra"],
      ["/v1/compatibility"],
      ["/v1/__proto__"],
      ["/v1/%2e%2e/usage"],
    ])("finds nothing at %j", async (path) => {
      for (const method of ["GET", "POST", "DELETE"]) {
        expectProblem(await ask({ method, path }), { status: 404, code: "unknown_route" });
      }
    });

    it("takes no other method than those it names", async () => {
      for (const [path, module] of ROUTES) {
        const taken = ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) => {
          const handler = module[method];
          return handler !== undefined && "endpoint" in handler;
        });
        for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
          if (taken.includes(method)) continue;
          const reply = await ask({ method, path });
          expectProblem(reply, { status: 405, code: "method_not_allowed" });
          const allowed = (reply.headers.get("allow") ?? "").split(", ");
          expect(allowed.filter((name) => name !== "HEAD" && name !== "OPTIONS").sort()).toEqual(
            taken.sort(),
          );
        }
      }
    });

    it("may not be longer than 8,192 characters", async () => {
      const reply = await ask({ method: "GET", path: `/v1/usage?group_by=${"d".repeat(8_192)}` });
      expectProblem(reply, { status: 400, code: "url_too_long" });
    });

    it("is refused before it is read where it is longer than all headers may be", async () => {
      const reply = await ask({ method: "GET", path: `/v1/usage?group_by=${"d".repeat(20_000)}` }, null);
      expect([400, 414, 431]).toContain(reply.status);
    });
  });

  describe("headers", () => {
    it.each([
      ["256 characters", "k".repeat(256)],
      ["8,000 characters", "k".repeat(8_000)],
      ["no character", ""],
    ])("refuses an Idempotency-Key of %s", async (_name, key) => {
      for (const [path, body] of [
        [CALCULATE, PAIR],
        [BATCH, [PAIR]],
        ["/v1/partners/{partner_id}/api-keys", { name: "X" }],
      ] as const) {
        const reply = await post(path, body, { "Idempotency-Key": key });
        expectProblem(reply, { status: 400, code: "invalid_input", paths: ["Idempotency-Key"] });
      }
    });

    it("refuses keys that are mistyped, cut off, or nobody's", async () => {
      const key = partner.liveKey;
      const other = key.endsWith("a") ? "b" : "a";
      const wrong = {
        "a wrong checksum": key.slice(0, -1) + other,
        "two characters the wrong way round":
          key.slice(0, 9) + key.slice(10, 11) + key.slice(9, 10) + key.slice(11),
        "the other mode": key.replace("sk_live_", "sk_test_"),
        "one character short": key.slice(0, -1),
        "one character long": `${key}a`,
        "upper case": key.toUpperCase(),
        "its prefix": "sk_live_",
        "a blank inside": `${key.slice(0, 20)} ${key.slice(20)}`,
        "given twice": `${key}, ${key}`,
        "well formed and unknown": generateKey("live"),
        "a word": "undefined",
      };
      // Two equal neighbours swapped are the same key.
      if (wrong["two characters the wrong way round"] === key)
        wrong["two characters the wrong way round"] = "sk";
      for (const [name, value] of Object.entries(wrong)) {
        const places: Record<string, string>[] = [
          { "X-API-Key": value },
          { Authorization: `Bearer ${value}` },
        ];
        for (const headers of places) {
          const reply = await ask({ method: "GET", path: "/v1/usage", headers }, null);
          expectProblem(reply, { status: 401, code: "invalid_key" });
          expect(reply.headers.get("www-authenticate"), name).toMatch(/^Bearer/);
        }
      }
    });

    it("finds no key where none belongs", async () => {
      const { liveKey } = partner;
      const places: RawCall[] = [
        { method: "GET", path: "/v1/usage" },
        { method: "GET", path: `/v1/usage?api_key=${liveKey}` },
        { method: "GET", path: `/v1/usage?X-API-Key=${liveKey}` },
        { method: "GET", path: "/v1/usage", headers: { Cookie: `api_key=${liveKey}; X-API-Key=${liveKey}` } },
        { method: "GET", path: "/v1/usage", headers: { Authorization: liveKey } },
        { method: "GET", path: "/v1/usage", headers: { Authorization: `Basic ${btoa(`${liveKey}:`)}` } },
        { method: "GET", path: "/v1/usage", headers: { Authorization: "Bearer" } },
        { method: "GET", path: "/v1/usage", headers: { "API-Key": liveKey } },
        {
          method: "POST",
          path: CALCULATE,
          text: JSON.stringify({ ...PAIR, api_key: liveKey }),
          headers: { "Content-Type": "application/json" },
        },
      ];
      for (const call of places) {
        const reply = await ask(call, null);
        expectProblem(reply, { status: 401, code: "missing_credentials" });
        expect(reply.text, "a key is never sent back").not.toContain(liveKey);
      }
    });
  });

  // The last test: it looks at what all those before have left behind.
  it("has written nothing of all this but the calls themselves, and none of them is billed", async () => {
    const { prisma } = productDatabase();
    const where = { partnerId: partner.partnerId, mode: "live" as const };
    await until(async () => (await prisma.apiCall.count({ where: { ...where, status: { gte: 400 } } })) > 0);
    expect(await prisma.apiCall.count({ where: { ...where, billable: true } })).toBe(0);
    expect(await prisma.apiCall.count({ where: { ...where, units: { gt: 0 } } })).toBe(0);
    expect(await prisma.apiCall.count({ where })).toBeLessThanOrEqual(calls);
    expect(await written()).toEqual(before);
  });
});
