import { log } from "@/lib/platform/log";
import type { PrismaClient } from "@/lib/platform/prisma/client";
import { sha256 } from "@/lib/platform/seal";
import { STRIPE_API_VERSION } from "@/lib/vendors/stripe/api-version";
import { loadAccount } from "@/lib/vendors/stripe/stand-in/accounts";
import { expandAnswer } from "@/lib/vendors/stripe/stand-in/expand";
import { prepareSchema } from "@/lib/vendors/stripe/stand-in/own-schema";
import { decodeForm } from "@/lib/vendors/stripe/stand-in/params";
import { claimReply, enterPostgres } from "@/lib/vendors/stripe/stand-in/postgres-store";
import { invalid, StripeRefusal } from "@/lib/vendors/stripe/stand-in/refusal";
import { ROUTES } from "@/lib/vendors/stripe/stand-in/resources";
import type { PathIds, Route } from "@/lib/vendors/stripe/stand-in/route";
import type { StandInStore } from "@/lib/vendors/stripe/stand-in/stand-in-store";
import { randomLetters } from "@/lib/vendors/stripe/stand-in/store";
import { enterWorld, memoryOf } from "@/lib/vendors/stripe/stand-in/world";

const KEPT_HOURS = 24;
const MAX_KEY_LENGTH = 255;
const TRANSACTION = { maxWait: 10_000, timeout: 60_000 };

interface Answer {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

/** One request, read. */
interface Call {
  id: string;
  method: string;
  path: string;
  account: string | null;
  idempotencyKey: string | null;
  route: Route;
  ids: PathIds;
  given: unknown;
  expand: string[];
  fingerprint: Buffer<ArrayBuffer>;
}

/**
 * Answers a request as Stripe's API would, from this database: the same paths, parameters, replies, errors and
 * idempotency. Each request is one transaction, and no two run at once.
 */
export async function handleStripeRequest(prisma: PrismaClient, request: Request): Promise<Response> {
  const requestId = `req_${randomLetters(14)}`;
  const headers = {
    "Content-Type": "application/json",
    "Request-Id": requestId,
    "Stripe-Version": request.headers.get("stripe-version") ?? STRIPE_API_VERSION,
    ...echo("Idempotency-Key", request.headers.get("idempotency-key")),
    ...echo("Stripe-Account", request.headers.get("stripe-account")),
  };
  const answer = await answerTo(prisma, request, requestId);
  return new Response(answer.body, { status: answer.status, headers: { ...headers, ...answer.headers } });
}

function echo(name: string, value: string | null): Record<string, string> {
  return value === null ? {} : { [name]: value };
}

async function answerTo(prisma: PrismaClient, request: Request, requestId: string): Promise<Answer> {
  try {
    const call = await readCall(request, requestId);
    return await inStore(prisma, call);
  } catch (error) {
    if (error instanceof StripeRefusal) return answerOf(error);
    // Without the parameters: they may hold a card's number.
    log().error({ err: error, path: new URL(request.url).pathname }, "the Stripe stand-in failed");
    return {
      status: 500,
      body: errorBody({ type: "api_error", message: "The Stripe stand-in failed; its log says why." }),
    };
  }
}

/** In one transaction of whatever keeps the stand-in. */
async function inStore(prisma: PrismaClient, call: Call): Promise<Answer> {
  const memory = memoryOf(prisma);
  if (memory !== undefined) return memory.run((store) => run(store, call));
  await prepareSchema(prisma);
  const work = () =>
    prisma.$transaction(async (tx) => {
      const { idempotencyKey: key } = call;
      // While a request with this key runs, another is told so at once instead of waiting.
      if (key !== null && !(await claimReply(tx, slotOf(call, key)))) throw inUse(key);
      return run(await enterPostgres(tx), call);
    }, TRANSACTION);
  return inTurn(prisma, work);
}

const turns = new WeakMap<PrismaClient, Promise<unknown>>();

/** They exclude each other anyway: who waits for another of this process need not hold a connection meanwhile. */
function inTurn<T>(prisma: PrismaClient, work: () => Promise<T>): Promise<T> {
  const before = turns.get(prisma) ?? Promise.resolve();
  const done = before.then(work, work);
  turns.set(
    prisma,
    done.catch(() => undefined),
  );
  return done;
}

function errorBody(error: object): string {
  return JSON.stringify({ error });
}

function answerOf({ status, body }: StripeRefusal): Answer {
  return { status, body: errorBody(body), headers: { "Stripe-Should-Retry": String(status === 409) } };
}

async function readCall(request: Request, id: string): Promise<Call> {
  authenticate(request.headers.get("authorization"));
  const url = new URL(request.url);
  const { method } = request;
  const path = url.pathname.replace(/\/$/, "");
  const version = request.headers.get("stripe-version");
  if (version !== null && !/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version)) {
    throw invalid(`Invalid Stripe API version: ${version}`);
  }
  const found = findRoute(method, path);
  if (found === null) {
    throw invalid(
      `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
      { status: 404 },
    );
  }
  const body = await request.text();
  const isJson = request.headers.get("content-type")?.startsWith("application/json") === true;
  const given = readFields(url.searchParams, body, isJson);
  // Postgres keeps no such character, in text or in JSON.
  if (/%00|\\u0000/.test(url.pathname + url.search + body)) {
    throw invalid("Invalid string: it holds a null character.");
  }
  const { expand: wanted, ...fields } = given;
  const idempotencyKey = method === "GET" ? null : request.headers.get("idempotency-key");
  if (idempotencyKey !== null && idempotencyKey.length > MAX_KEY_LENGTH) {
    throw new StripeRefusal(400, {
      type: "idempotency_error",
      message: `Idempotency keys may have at most ${MAX_KEY_LENGTH} characters.`,
    });
  }
  const account = request.headers.get("stripe-account");
  return {
    id,
    method,
    path,
    account,
    idempotencyKey,
    ...found,
    given: fields,
    expand: readExpand(wanted),
    fingerprint: sha256(JSON.stringify([method, path, account, given])),
  };
}

/** Stripe takes its key as a bearer or as the user of basic authentication. */
function authenticate(header: string | null): void {
  const [scheme = "", credentials = ""] = (header ?? "").split(" ");
  const key =
    scheme.toLowerCase() === "basic"
      ? (Buffer.from(credentials, "base64").toString("utf8").split(":")[0] ?? "")
      : credentials;
  if (key === "") {
    throw invalid(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
      { status: 401 },
    );
  }
  if (!/^(sk|rk)_test_\w+$/.test(key)) {
    throw invalid(`Invalid API Key provided: ${key.slice(0, 8)}${"*".repeat(8)}`, { status: 401 });
  }
}

function readFields(search: URLSearchParams, body: string, isJson: boolean): Record<string, unknown> {
  const query = decodeForm(search);
  if (body === "") return query;
  if (!isJson) return { ...query, ...decodeForm(new URLSearchParams(body)) };
  let fields: unknown;
  try {
    fields = JSON.parse(body);
  } catch {
    throw invalid("The request body is not valid JSON.");
  }
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
    throw invalid("The request body must be a JSON object.");
  }
  return { ...query, ...fields };
}

function readExpand(wanted: unknown): string[] {
  if (wanted === undefined) return [];
  const values: unknown[] = typeof wanted === "object" && wanted !== null ? Object.values(wanted) : [];
  const paths = values.filter((path): path is string => typeof path === "string" && path !== "");
  if (paths.length === 0 || paths.length !== values.length) {
    throw invalid("Invalid array", { param: "expand" });
  }
  return paths;
}

function findRoute(method: string, path: string): { route: Route; ids: PathIds } | null {
  for (const route of ROUTES) {
    if (route.method !== method) continue;
    const match = route.pattern.exec(path);
    if (match === null) continue;
    const { id = "", child = "" } = match.groups ?? {};
    return { route, ids: { id: decodePart(id), child: decodePart(child) } };
  }
  return null;
}

/** An id that is no valid percent-encoding is an id that nothing has. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function slotOf({ account }: Call, key: string): string {
  return `${account ?? ""}/${key}`;
}

async function run(store: StandInStore, call: Call): Promise<Answer> {
  const { idempotencyKey: key } = call;
  const slot = key === null ? null : slotOf(call, key);
  const world = await enterWorld(store, { id: call.id, idempotencyKey: key }, call.account);
  if (call.account !== null) await loadAccount(world, call.account);
  if (slot !== null) {
    const replay = await replayOf(store, slot, call);
    if (replay !== null) return replay;
  }
  const answer = await perform();
  if (slot !== null) await keepReply(store, slot, call, answer);
  return answer;

  async function perform(): Promise<Answer> {
    try {
      const object = await call.route.run(world, call.given, call.ids);
      return { status: 200, body: JSON.stringify(await expandAnswer(world, object, call.expand), null, 2) };
    } catch (error) {
      if (error instanceof StripeRefusal && error.keeps) return answerOf(error);
      throw error;
    }
  }
}

function inUse(key: string): StripeRefusal {
  return new StripeRefusal(409, {
    type: "idempotency_error",
    code: "idempotency_key_in_use",
    message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}.`,
  });
}

async function replayOf(store: StandInStore, slot: string, call: Call): Promise<Answer | null> {
  const reply = await store.findReply(slot);
  if (reply === null) return null;
  if (reply.createdAt.getTime() < Date.now() - KEPT_HOURS * 3_600_000) {
    await store.removeReply(slot);
    return null;
  }
  if (!call.fingerprint.equals(reply.fingerprint)) {
    throw new StripeRefusal(400, {
      type: "idempotency_error",
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${call.idempotencyKey ?? ""}' if you meant to execute a different request.`,
    });
  }
  return {
    status: reply.status,
    body: reply.body,
    headers: {
      "Idempotent-Replayed": "true",
      "Original-Request": reply.requestId,
      ...(reply.status >= 400 ? { "Stripe-Should-Retry": "false" } : {}),
    },
  };
}

async function keepReply(store: StandInStore, slot: string, call: Call, answer: Answer): Promise<void> {
  await store.keepReply(slot, {
    fingerprint: call.fingerprint,
    requestId: call.id,
    status: answer.status,
    body: answer.body,
    createdAt: new Date(),
  });
}
