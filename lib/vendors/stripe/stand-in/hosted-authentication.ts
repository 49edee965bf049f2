import type { z } from "zod";
import type { Context } from "@/lib/platform/context";
import { Conflict, NotFound } from "@/lib/platform/errors";
import type { AuthenticationAnswerInput } from "@/lib/vendors/stripe/hosted-inputs";
import { PAYMENT_INTENT } from "@/lib/vendors/stripe/stand-in/charging";
import { authenticateIntent } from "@/lib/vendors/stripe/stand-in/payment-intents";
import { PAYMENT_METHOD } from "@/lib/vendors/stripe/stand-in/payment-methods";
import type { CardState } from "@/lib/vendors/stripe/stand-in/payment-state";
import { authenticateSetupIntent, SETUP_INTENT } from "@/lib/vendors/stripe/stand-in/setup-intents";
import { find } from "@/lib/vendors/stripe/stand-in/store";
import { runInStandIn, type World } from "@/lib/vendors/stripe/stand-in/world";
import { usesStripeStandIn } from "@/lib/vendors/stripe/uses-stand-in";

/** A payment or a saved card that waits for its owner, or no longer does. */
export interface HostedAuthentication {
  id: string;
  waits: boolean;
  succeeded: boolean;
  /** Null where a card is saved and nothing taken. */
  amount: number | null;
  currency: string | null;
  card: CardState | null;
  returnUrl: string | null;
}

async function read(world: World, id: string): Promise<HostedAuthentication> {
  const payment = await find(world, PAYMENT_INTENT, id);
  const intent = payment ?? (await find(world, SETUP_INTENT, id));
  if (intent === null) throw new NotFound("page");
  const method =
    intent.payment_method === null ? null : await find(world, PAYMENT_METHOD, intent.payment_method);
  return {
    id,
    waits: intent.status === "requires_action",
    succeeded: intent.status === "succeeded",
    amount: payment?.amount ?? null,
    currency: payment?.currency ?? null,
    card: method?.card ?? null,
    returnUrl: returnUrl(intent, payment === null ? "setup_intent" : "payment_intent"),
  };
}

/** As Stripe does, the address to come back to is told which payment it was. */
function returnUrl(
  intent: { id: string; client_secret: string; return_url: string | null },
  name: string,
): string | null {
  if (intent.return_url === null) return null;
  const url = new URL(intent.return_url);
  url.searchParams.set(name, intent.id);
  url.searchParams.set(`${name}_client_secret`, intent.client_secret);
  return url.toString();
}

/** Throws NotFound where the stand-in does not take Stripe's place, or has no such payment. */
export async function readHostedAuthentication(ctx: Context, id: string): Promise<HostedAuthentication> {
  if (!usesStripeStandIn()) throw new NotFound("page");
  return runInStandIn(ctx, (world) => read(world, id));
}

/** The answer to 3-D Secure. Answers where to send the browser, or null to stay. Throws NotFound and Conflict. */
export async function answerAuthentication(
  ctx: Context,
  { id, answer }: z.output<typeof AuthenticationAnswerInput>,
): Promise<{ url: string | null }> {
  if (!usesStripeStandIn()) throw new NotFound("page");
  return runInStandIn(ctx, async (world) => {
    const { waits } = await read(world, id);
    if (!waits) throw new Conflict("authentication_ended", "This payment no longer waits for you.");
    const passed = answer === "authorise";
    if (id.startsWith("pi_")) await authenticateIntent(world, id, passed);
    else await authenticateSetupIntent(world, id, passed);
    return { url: (await read(world, id)).returnUrl };
  });
}
