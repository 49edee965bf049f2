import type { Endpoint } from "@/lib/api/endpoint";
import {
  ANONYMOUS_KEPT_MS,
  claim,
  type IdempotentCall,
  keepReply,
  MAX_KEY_LENGTH,
  release,
} from "@/lib/api/idempotency";
import { contextOf, type Exchange, type Operation, type Outcome } from "@/lib/api/serve/exchange";
import { callOf, metered } from "@/lib/api/serve/record-call";
import { acceptedHeaders } from "@/lib/api/serve/write-reply";
import type { Context } from "@/lib/platform/context";
import { invalidInput } from "@/lib/platform/input";
import { sha256 } from "@/lib/platform/seal";

export function idempotentCall(exchange: Exchange, endpoint: Endpoint, text: string): IdempotentCall | null {
  const key = exchange.request.headers.get("idempotency-key");
  if (key === null || endpoint.idempotent !== true) return null;
  if (key === "" || key.length > MAX_KEY_LENGTH) {
    throw invalidInput([
      { path: "Idempotency-Key", message: `Must have from 1 to ${MAX_KEY_LENGTH} characters.` },
    ]);
  }
  return {
    ...holderOf(exchange),
    key,
    operation: `${endpoint.method} ${endpoint.path}`,
    content: `${exchange.url.pathname}${exchange.url.search}\n${text}`,
  };
}

/**
 * Whose idempotency keys these are. Who shows no credential is known by address and program only, so what they get to
 * see again is kept as long as retries take, and not for whoever comes to that address tomorrow.
 */
function holderOf({ credential, person, address, request }: Exchange): { holder: string; keptMs?: number } {
  const known = credential?.holder ?? person?.holder;
  if (known !== undefined) return { holder: known };
  const { headers } = request;
  const program = ["user-agent", "accept-language", "accept"].map((name) => headers.get(name) ?? "");
  const caller = sha256([address ?? "unknown", ...program].join("\n")).toString("base64url");
  return { holder: `anonymous:${caller}`, keptMs: ANONYMOUS_KEPT_MS };
}

/** Runs the verb and writes its reply. */
export async function run(
  exchange: Exchange,
  operation: Operation,
  input: Record<string, unknown>,
  db: Context["db"],
): Promise<Outcome> {
  return operation.write(exchange, operation, await operation.verb(contextOf(exchange, db), input));
}

/** What can be kept for a retry: an endpoint that answers with anything else takes no key (`endpoint`). */
function kept({ status, body }: Outcome): { status: number; body: string | null } {
  if (body !== null && typeof body !== "string") throw new Error("Only JSON can be kept for a retry.");
  return { status, body };
}

/**
 * Runs a call under an Idempotency-Key: the verb's writes, the kept reply and the usage row commit together, so that
 * a process that dies leaves all of them or none, and a retry neither repeats the work nor pays for it twice.
 */
export async function runOnce(
  exchange: Exchange,
  operation: Operation,
  input: Record<string, unknown>,
  call: IdempotentCall,
): Promise<Outcome> {
  const { prisma } = exchange.services.database;
  const outside = { ...contextOf(exchange, prisma), db: prisma };
  const claimed = await claim(outside, call);
  if (claimed.kind === "replay") {
    exchange.headers["Idempotent-Replayed"] = "true";
    const { status, body } = claimed;
    if (status === 202 && body !== null) Object.assign(exchange.headers, acceptedHeaders(exchange, body));
    return { status, body, contentType: "application/json", errorCode: null, units: 0, recorded: false };
  }
  try {
    const before = operation.endpoint.asksVendor ? await run(exchange, operation, input, prisma) : null;
    return await prisma.$transaction(async (tx) => {
      const outcome = before ?? (await run(exchange, operation, input, tx));
      await keepReply(outside, tx, call, claimed.keyHash, kept(outcome));
      if (metered()) await tx.apiCall.create({ data: callOf(exchange, outcome) });
      return { ...outcome, recorded: true };
    });
  } catch (error) {
    // If this fails too the key frees itself when its lock runs out.
    await release(outside, call, claimed.keyHash).catch(() => undefined);
    throw error;
  }
}
