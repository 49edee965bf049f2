import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { env } from "@/lib/platform/env";
import { AppError, Conflict, Invalid, NotFound, Unavailable } from "@/lib/platform/errors";
import type * as StandIn from "@/lib/vendors/stripe/stand-in/main";

export type StripeStandIn = typeof StandIn;

/** What `npm run build` makes beside the server, and no container image holds (decision 0069). */
const BUILT = join("dist", "stand-ins", "stripe.js");

const KINDS = new Map<string, { prototype: AppError }>(
  Object.entries({ Conflict, Invalid, NotFound, Unavailable }),
);

let loading: Promise<StripeStandIn> | undefined;

/**
 * Asks Stripe's stand-in, which is loaded by the first who asks. It is the only way from the product to it, and no bundler
 * follows it. Throws Unavailable `stripe_unavailable` where stand-ins may not run or none is there.
 */
export async function askStandIn<T>(ask: (standIn: StripeStandIn) => Promise<T>): Promise<T> {
  if (!env().standInsAllowed)
    throw new Unavailable("stripe_unavailable", "Stripe's stand-in may not run here.");
  loading ??= load();
  const standIn = await loading.catch((cause: unknown) => {
    loading = undefined;
    throw new Unavailable("stripe_unavailable", "Stripe's stand-in is not part of this installation.", {
      cause,
    });
  });
  try {
    return await ask(standIn);
  } catch (error) {
    throw asOurs(error);
  }
}

/** Tests and scripts run from source, and so does their stand-in. What Next bundles has no source beside it. */
function load(): Promise<StripeStandIn> {
  const fromSource = process.env.NEXT_RUNTIME === undefined && import.meta.url.endsWith(".ts");
  const address = fromSource
    ? import.meta.url.replace(/[^/]+$/, "stand-in/main.ts")
    : pathToFileURL(join(process.cwd(), BUILT)).href;
  return import(/* turbopackIgnore: true */ /* @vite-ignore */ address);
}

/** A bundle of its own has error classes of its own: what it throws becomes one of the classes that are known here. */
function asOurs(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const Kind = KINDS.get(error.name);
  return Kind === undefined ? error : Object.setPrototypeOf(error, Kind.prototype);
}
