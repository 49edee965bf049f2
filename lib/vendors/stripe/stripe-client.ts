import Stripe from "stripe";
import { type Db, database, isPool } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { AppError, Unavailable } from "@/lib/platform/errors";
import type { PrismaClient } from "@/lib/platform/prisma/client";
import { STRIPE_API_VERSION } from "@/lib/vendors/stripe/api-version";
import { askStandIn } from "@/lib/vendors/stripe/ask-stand-in";

/** A page or a call waits for Stripe no longer than this, both attempts together some 20 s; jobs try again later. */
const TIMEOUT_MS = 10_000;
const MAX_RETRIES = 1;

/** What the stand-in takes for a key; any `sk_test_…` would do. */
const STAND_IN_KEY = "sk_test_standin";

const cache = Symbol.for("soulmate.stripe");
const holder = globalThis as typeof globalThis & { [cache]?: { key: string; client: Stripe } };

/**
 * The client of Stripe's API: the real one where STRIPE_SECRET_KEY is set; else, only where stand-ins are allowed, the
 * same SDK over the stand-in in this process and database. Call it outside of transactions: a slow vendor must not hold
 * one open. Throws Unavailable `stripe_unavailable` where there is neither; its calls throw the SDK's own errors, which
 * `askStripe` turns into ours.
 */
export function stripe(ctx?: { db: Db }): Stripe {
  const { STRIPE_SECRET_KEY, standInsAllowed } = env();
  if (STRIPE_SECRET_KEY !== undefined) {
    if (holder[cache]?.key !== STRIPE_SECRET_KEY) {
      const client = new Stripe(STRIPE_SECRET_KEY, {
        apiVersion: STRIPE_API_VERSION,
        timeout: TIMEOUT_MS,
        maxNetworkRetries: MAX_RETRIES,
        telemetry: false,
        appInfo: { name: "Soulmate" },
      });
      holder[cache] = { key: STRIPE_SECRET_KEY, client };
    }
    return holder[cache].client;
  }
  if (!standInsAllowed) throw new Unavailable("stripe_unavailable", "STRIPE_SECRET_KEY is not set.");
  return standInClient(ctx);
}

/** The SDK over the stand-in, on the pool of `ctx` (a transaction's own connection is never used) or the process's. */
export function standInClient(ctx?: { db: Db }): Stripe {
  if (!env().standInsAllowed) {
    throw new Unavailable("stripe_unavailable", "Stripe's stand-in may not run here.");
  }
  const own = ctx !== undefined && isPool(ctx.db) ? ctx.db : null;
  const known = own === null ? undefined : standIns.get(own);
  if (known !== undefined) return known;
  // The process's own database is opened by the first request.
  const answer: typeof fetch = (input, init) =>
    askStandIn(({ handleStripeRequest }) =>
      handleStripeRequest(own ?? database().prisma, new Request(input, init)),
    );
  const made = new Stripe(STAND_IN_KEY, {
    apiVersion: STRIPE_API_VERSION,
    httpClient: Stripe.createFetchHttpClient(answer),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: MAX_RETRIES,
    telemetry: false,
  });
  if (own !== null) standIns.set(own, made);
  return made;
}

/** One client a pool: making one costs more than most calls. */
const standIns = new WeakMap<PrismaClient, Stripe>();

/**
 * Asks Stripe, and turns what is Stripe's or the network's fault (no answer in time, 5xx, too many requests, a key that
 * does not hold) into Unavailable `stripe_unavailable`. What Stripe says about the request itself (StripeCardError,
 * StripeInvalidRequestError, …) stays as it is, for the caller to judge.
 */
export async function askStripe<T>(
  ctx: { db: Db } | undefined,
  ask: (client: Stripe) => Promise<T>,
): Promise<T> {
  try {
    return await ask(stripe(ctx));
  } catch (error) {
    if (error instanceof AppError || !isStripesFault(error)) throw error;
    throw new Unavailable("stripe_unavailable", "The payment service does not answer. Try again shortly.", {
      cause: error,
      retryAfterSeconds: 5,
    });
  }
}

function isStripesFault(error: unknown): boolean {
  const { StripeAPIError, StripeAuthenticationError, StripeConnectionError, StripeRateLimitError } =
    Stripe.errors;
  const { StripePermissionError } = Stripe.errors;
  return [
    StripeAPIError,
    StripeAuthenticationError,
    StripeConnectionError,
    StripePermissionError,
    StripeRateLimitError,
  ].some((kind) => error instanceof kind);
}
