import { randomInt } from "node:crypto";
import { Agent } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createAttendees } from "@/lib/events/events/create-attendees";
import { givePass, makeEvent } from "@/lib/events/events/events.fixture";
import { newId } from "@/lib/platform/ids";
import { makeSchedule } from "@/test/events";
import { HOSTILE_BODIES } from "@/test/hostile-bodies";
import { freshAddress } from "@/test/loopback";
import {
  type Caller,
  callsOf,
  collectionOf,
  describeCall,
  type FuzzedCall,
  type OpenApi,
  type Operation,
  operationsOf,
  type RawCall,
  SchemaChecker,
  send,
} from "@/test/openapi-fuzzer";
import { makeKey, makeSigningKey, partnerContext } from "@/test/partner-state";
import { call, closeProductDatabase, makePartner, productDatabase } from "@/test/product";
import type { ReceivedReply } from "@/test/receive-reply";

closeProductDatabase();

/** The same calls every time, unless told otherwise: FUZZ_SEED=$RANDOM FUZZ_FACTOR=10 looks further. */
const SEED = Number(process.env.FUZZ_SEED ?? 32);
const FACTOR = Number(process.env.FUZZ_FACTOR ?? 1);
const IN_FLIGHT = 16;
const PARTNERS = 4;
const KEYS_EACH = 20;
/** Few, so that calls often name an attendee with the event that they are of. */
const EVENTS_EACH = 3;

/** Operations that ask for what only a mail tells, or for a person: these callers have keys (people.test.ts has sessions). */
const TOKEN_NEEDED = new Set(["verifyEmail", "getMe"]);
/** Its body is a table, and the fuzzer writes JSON alone. */
const TABLE_NEEDED = "importAttendees";
/** What asks for a research edition, which a job makes once a quarter: `every-endpoint` calls these where there is one. */
const EDITION_NEEDED = new Set(["exportInsights", "runInsightQuery", "getInsightsBudget"]);

describe.each(inject("mounts"))("calls made from the OpenAPI document, through $name", (mount) => {
  const ours = mount.name === "our own server";
  const runs = Math.ceil(((ours ? 2_200 : 400) * FACTOR) / IN_FLIGHT);
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  let document: OpenApi;
  let operations: Map<string, Operation>;
  let checker: SchemaChecker;
  let callers: Caller[];

  beforeAll(async () => {
    document = (await call(mount, "GET", "/openapi.json")).body;
    operations = new Map(operationsOf(document).map((operation) => [operation.id, operation]));
    checker = new SchemaChecker(document);
    // Several, because a partner may have a hundred keys at a time, and changes to one partner wait for each other.
    callers = await Promise.all(
      Array.from({ length: PARTNERS }, async (): Promise<Caller> => {
        const partner = await makePartner();
        const changing: Awaited<ReturnType<typeof makeKey>>[] = [];
        while (changing.length < KEYS_EACH) changing.push(await makeKey(partner));
        const signing = [await makeSigningKey(partner), await makeSigningKey(partner)];
        const ctx = partnerContext(partner);
        const events: string[] = [];
        const attendees: string[] = [];
        while (events.length < EVENTS_EACH) {
          const { id: event_id } = await makeEvent(ctx);
          const made = await createAttendees(ctx, {
            event_id,
            attendees: [{ name: "Ada" }, { name: "Ben" }],
          });
          await givePass(ctx);
          await makeSchedule(productDatabase(), partner, event_id, "live");
          events.push(event_id);
          attendees.push(...made.data.map(({ id }) => id));
        }
        return {
          key: partner.liveKey,
          changingKeys: changing.map((made) => made.key),
          known: {
            partners: [partner.partnerId],
            "api-keys": changing.map((made) => made.id),
            "signing-keys": signing.map((made) => made.id),
            events,
            attendees,
          },
        };
      }),
    );
  });

  afterAll(() => agent.destroy());

  /** What is wrong with a reply, or null. */
  function faultOf(sent: FuzzedCall, reply: ReceivedReply): string | null {
    const { status, headers, text } = reply;
    if (status >= 500) return "It is the server's fault.";
    if (headers.get("request-id") === null) return "It has no Request-Id.";
    const responses = operations.get(sent.operation)?.responses ?? {};
    const declared = responses[status] ?? responses[`${String(status).charAt(0)}XX`];
    if (declared === undefined) return "The document does not know this status.";
    if (declared.content === undefined)
      return text === "" ? null : "It has a body, and the document says it has none.";
    const [type = ""] = (headers.get("content-type") ?? "").split(";");
    const schema = declared.content[type]?.schema;
    if (schema === undefined) return `The document does not know the type ${type}.`;
    if (!type.endsWith("json")) return text === "" ? "It is empty." : null;
    const body = JSON.parse(text);
    const fault = checker.faultOf(schema, body);
    if (fault !== null) return `It is not as the document says: ${fault}.`;
    if (status < 400) return null;
    if (body.status !== status || body.request_id !== headers.get("request-id")) {
      return "The problem document contradicts its message.";
    }
    if (sent.good && status === 400 && !((body.errors?.length ?? 0) > 0)) {
      return "The document allows this call, and its refusal names no field.";
    }
    return null;
  }

  it(
    `fit it, and so do ${runs * IN_FLIGHT} replies: no fault of the server's, none that surprises`,
    async () => {
      const statuses = new Map<string, number>();
      const choices = [...operations.values()].flatMap((operation) =>
        callers.flatMap((caller) => [
          { weight: 1, arbitrary: callsOf(operation, true, document, caller, ours) },
          { weight: 2, arbitrary: callsOf(operation, false, document, caller, ours) },
        ]),
      );
      const property = fc.asyncProperty(fc.oneof(...choices), async (sent) => {
        const body = operations.get(sent.operation)?.body ?? null;
        if (sent.good && body !== null) {
          const fault = checker.faultOf(body, JSON.parse(sent.text ?? ""));
          if (fault !== null) throw new Error(`The fuzzer made a bad body: ${fault}\n${describeCall(sent)}`);
        }
        // A caller's own address needs a connection of its own.
        const reply = await send(mount, sent, sent.from === undefined ? agent : undefined);
        const count = `${sent.operation} ${reply.status}`;
        statuses.set(count, (statuses.get(count) ?? 0) + 1);
        const fault = faultOf(sent, reply);
        if (fault === null) return;
        throw new Error(
          `${fault}\n\n${describeCall(sent)}\n\n${reply.status}\n${reply.text.slice(0, 2_000)}`,
        );
      });

      const results = await Promise.all(
        Array.from({ length: IN_FLIGHT }, (_, lane) =>
          fc.check(property, { seed: SEED * IN_FLIGHT + lane, numRuns: runs }),
        ),
      );
      if (process.env.FUZZ_REPORT)
        process.stdout.write(
          `${[...statuses]
            .sort()
            .map((line) => line.join(": "))
            .join("\n")}\n`,
        );
      const faults = results
        .filter((result) => result.failed)
        .map(({ errorInstance, numShrinks }) => `${errorInstance} (after ${numShrinks} shrinks)`);
      expect(faults, `FUZZ_SEED=${SEED} shows this again`).toEqual([]);
      if (!ours) return;
      // A fuzzer that is always refused at the door tests the door.
      for (const { id, path } of operations.values()) {
        const names = [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? "");
        if (
          TOKEN_NEEDED.has(id) ||
          id === TABLE_NEEDED ||
          EDITION_NEEDED.has(id) ||
          names.some((name) => callers[0]?.known[collectionOf(path, name)] === undefined)
        )
          continue;
        const done = [...statuses.keys()].filter((count) => new RegExp(`^${id} (2..|409|429)$`).test(count));
        expect(done, `${id} was never carried out`).not.toEqual([]);
      }
    },
    120_000 * FACTOR,
  );
});

/** Another few every time; printed where one fails, and chosen by FUZZ_SEED. */
const CHOICE = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
const CHOSEN = 3;
const NAMES = [
  "a\r\nBcc: b@example.com",
  "\u202eevil\u2066",
  "a\u0000b",
  "\ud800",
  '=HYPERLINK("http://evil.example")',
  "\uff1dcmd",
  "https://evil.example",
  "\u200b",
  "x".repeat(20_000),
];
const METHODS = ["TRACE", "PROPFIND", "PUT", "OPTIONS", "HEAD", "LINK"];
const FIELDS: Record<string, string>[] = [
  { "Content-Type": "text/html" },
  { "Content-Type": "application/json; charset=utf-16" },
  { "Content-Type": "multipart/form-data" },
  { "Content-Encoding": "gzip" },
  { Upgrade: "h2c", Connection: "Upgrade, HTTP2-Settings", "HTTP2-Settings": "AAMAAABk" },
  { Upgrade: "websocket", Connection: "Upgrade" },
  { "X-HTTP-Method-Override": "DELETE" },
  { "X-Forwarded-Host": "evil.example", "X-Forwarded-For": "1,".repeat(2_000) },
  { "X-API-Key": "sk_live_\u00ff" },
  { Authorization: "Bearer ".repeat(500) },
  { Authorization: "Basic !!!" },
  { Cookie: "next-auth.session-token=a.b.c" },
  { "Idempotency-Key": "k".repeat(5_000) },
  { "Idempotency-Key": "\u00ff" },
  { "Signature-Input": 'a=("@method" "@path";sf;bs;tr);created=x;keyid="y"', Signature: "a=::" },
  { Origin: "garbage" },
  { Accept: "text/html;q=x" },
  { "Accept-Language": "*".repeat(5_000) },
];
const IDS = [
  "",
  "..",
  "%2e%2e",
  "%00",
  "%ff",
  "__proto__",
  "a".repeat(5_000),
  "0%20OR%201=1",
  newId(),
  "%F0%9F%92%A9",
];

describe("endpoints that nobody chose beforehand", () => {
  const [mount = { url: "", name: "" }] = inject("mounts");

  it("take every fault that was ever seen of any, and blame themselves for none", async () => {
    const document: OpenApi = (await call(mount, "GET", "/openapi.json")).body;
    const all = operationsOf(document).filter(({ id }) => !TOKEN_NEEDED.has(id));
    const chosen = fc.sample(fc.shuffledSubarray(all, { minLength: CHOSEN, maxLength: CHOSEN }), {
      seed: CHOICE,
      numRuns: 1,
    })[0];
    const partner = await makePartner();
    const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
    const known = { partner_id: partner.partnerId, key_id: (await makeKey(partner)).id };
    const faults: string[] = [];
    for (const { id, method, path, body } of chosen ?? []) {
      const to = (ids: Record<string, string>) =>
        path.replace(/\{(\w+)\}/g, (_all, name: string) => ids[name] ?? newId());
      const headers = { "X-API-Key": partner.liveKey, "Content-Type": "application/json" };
      const good = { method, path: to(known), headers, ...(body === null ? {} : { text: "{}" }) };
      const names = Object.keys(body?.properties ?? {});
      const calls: RawCall[] = [
        ...METHODS.map((other) => ({ ...good, method: other })),
        ...FIELDS.map((fields) => ({ ...good, headers: { ...headers, ...fields } })),
        ...IDS.map((odd) => ({ ...good, path: to({ partner_id: odd, key_id: odd }) })),
        ...IDS.map((odd) => ({
          ...good,
          path: `${good.path}?limit=${odd}&cursor=${odd}&${odd}=1&from=${odd}`,
        })),
        ...Object.values(HOSTILE_BODIES).map((text) => ({ ...good, text })),
        ...["null", "[]", "1", '"a"', "", "{", '{"__proto__":{"a":1}}', "\ufeff{}"].map((text) => ({
          ...good,
          text,
        })),
        ...names.flatMap((name) =>
          [...NAMES, null, [], {}, -1, 1e308, true, [[[]]]].map((value) => ({
            ...good,
            text: JSON.stringify({ [name]: value }),
          })),
        ),
      ].map((sent, at) =>
        id === "createPartner" || at % 5 === 0 ? { ...sent, from: freshAddress() } : sent,
      );
      for (const sent of calls) {
        const reply = await send(mount, sent, sent.from === undefined ? agent : undefined).catch(
          (error: Error & { code?: string }) => ({
            status: error.code === "ERR_INVALID_CHAR" ? 400 : 0,
            text: String(error),
          }),
        );
        const html = reply.text.startsWith("<");
        if (reply.status >= 500 || reply.status === 0 || html)
          faults.push(
            `${id}: ${describeCall(sent).slice(0, 600)}\n${reply.status} ${reply.text.slice(0, 300)}`,
          );
      }
    }
    agent.destroy();
    expect(faults, `FUZZ_SEED=${CHOICE} chose ${chosen?.map(({ id }) => id).join(", ")}`).toEqual([]);
    process.stdout.write(`FUZZ_SEED=${CHOICE} chose ${chosen?.map(({ id }) => id).join(", ")}\n`);
  }, 240_000);
});
