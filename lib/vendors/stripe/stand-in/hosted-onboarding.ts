import type { z } from "zod";
import type { Context } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import type { OnboardingInput } from "@/lib/vendors/stripe/hosted-inputs";
import {
  ACCOUNT_LINK,
  type AccountState,
  loadAccount,
  openAccountLink,
  spendAccountLink,
} from "@/lib/vendors/stripe/stand-in/accounts";
import { find } from "@/lib/vendors/stripe/stand-in/store";
import { runInStandIn } from "@/lib/vendors/stripe/stand-in/world";
import { usesStripeStandIn } from "@/lib/vendors/stripe/uses-stand-in";

/** The account that a link is for, or where to go for a new link. Throws NotFound. */
export async function readHostedOnboarding(
  ctx: Context,
  id: string,
): Promise<{ account: AccountState; refreshUrl: null } | { account: null; refreshUrl: string }> {
  if (!usesStripeStandIn()) throw new NotFound("page");
  return runInStandIn(ctx, async (world) => {
    const link = await find(world, ACCOUNT_LINK, id);
    if (link === null) throw new NotFound("page");
    const open = await openAccountLink(world, id);
    return open === null
      ? { account: null, refreshUrl: link.refresh_url }
      : { account: await loadAccount(world, open.account), refreshUrl: null };
  });
}

/** Finishes onboarding; answers where to send the browser: back, or for a new link where this one no longer holds. */
export async function completeHostedOnboarding(
  ctx: Context,
  { id }: z.output<typeof OnboardingInput>,
): Promise<{ url: string }> {
  if (!usesStripeStandIn()) throw new NotFound("page");
  return runInStandIn(ctx, async (world) => {
    const link = await find(world, ACCOUNT_LINK, id);
    if (link === null) throw new NotFound("page");
    const open = await openAccountLink(world, id);
    if (open === null) return { url: link.refresh_url };
    await spendAccountLink(world, open);
    return { url: open.return_url };
  });
}
