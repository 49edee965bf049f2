import { Agent } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import {
  type Caller,
  callsOf,
  collectionOf,
  describeCall,
  type FuzzedCall,
  type OpenApi,
  type Operation,
  operationsOf,
  type RawReply,
  SchemaChecker,
  send,
} from "../fixtures/openapi-fuzzer";
import { makeKey, makeSigningKey } from "../fixtures/partner-state";
import { call, closeProductDatabase, makePartner } from "../fixtures/product";

closeProductDatabase();

/** The same calls every time, unless told otherwise: FUZZ_SEED=$RANDOM FUZZ_FACTOR=10 looks further. */
const SEED = Number(process.env.FUZZ_SEED ?? 32);
const FACTOR = Number(process.env.FUZZ_FACTOR ?? 1);
const IN_FLIGHT = 16;
const PARTNERS = 4;
const KEYS_EACH = 20;

/** Operations that ask for what only a mail tells. */
const TOKEN_NEEDED = new Set(["verifyEmail"]);

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
        return {
          key: partner.liveKey,
          changingKeys: changing.map((made) => made.key),
          known: {
            partners: [partner.partnerId],
            "api-keys": changing.map((made) => made.id),
            "signing-keys": signing.map((made) => made.id),
          },
        };
      }),
    );
  });

  afterAll(() => agent.destroy());

  /** What is wrong with a reply, or null. */
  function faultOf(sent: FuzzedCall, reply: RawReply): string | null {
    const { status, headers, text } = reply;
    if (status >= 500) return "It is the server's fault.";
    if (headers.get("request-id") === null) return "It has no Request-Id.";
    const responses = operations.get(sent.operation)?.responses ?? {};
    const declared = responses[status] ?? responses[`${String(status).charAt(0)}XX`];
    if (declared === undefined) return "The document does not know this status.";
    if (declared.content === undefined)
      return text === "" ? null : "It has a body, and the document says it has none.";
    const type = headers.get("content-type") ?? "";
    const schema = declared.content[type]?.schema;
    if (schema === undefined) return `The document does not know the type ${type}.`;
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
