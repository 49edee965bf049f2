"use server";

import { type Visit, visit } from "@/app/request-context";
import { faultOf } from "@/lib/api/problem";
import type { HandedOut } from "@/lib/partners/partners/handed-out";
import { VerifyEmail } from "@/lib/partners/partners/schemas";
import { inspectVerification, verifyEmail } from "@/lib/partners/partners/verify-email";
import { PUBLIC_LIMITS } from "@/lib/partners/rate-limits/public-limits";
import type { Item, Verification } from "./verification";

/**
 * Verifies the address that the posted code was mailed to. Where something was made before, such as the first test key,
 * the list of it comes first, and what is not ticked there ends. Limited by network as the API's own endpoint is, but by
 * the minute alone: codes are too long to guess, and no neighbour may keep an owner from theirs until tomorrow.
 */
export async function verify(_before: Verification, sent: FormData): Promise<Verification> {
  // Whoever calls an action by hand sends what they like in place of a form.
  const form = sent instanceof FormData ? sent : new FormData();
  const token = String(form.get("token") ?? "").trim();
  const chosen = form.get("chosen") === "yes";
  const keep = form.getAll("keep").map(String);
  const parsed = VerifyEmail.safeParse({ token, keep });
  if (!parsed.success) {
    const message =
      token === "" ? "Paste the code from the mail." : "This is not a whole code: copy it again.";
    return { state: "refused", token, message };
  }
  const visitor = await visit();
  try {
    const waitSeconds = await secondsToWait(visitor);
    if (waitSeconds > 0) {
      const message = `Too many attempts from your network. Try again in ${inWords(waitSeconds)}.`;
      return { state: "failed", token, message };
    }
    const { companyName, handedOut } = await inspectVerification(visitor.ctx, parsed.data);
    if (!chosen && handedOut.length > 0)
      return { state: "choosing", token, companyName, items: handedOut.map(itemOf) };
    await verifyEmail(visitor.ctx, parsed.data);
    const kept = handedOut.filter(({ id }) => keep.includes(id)).length;
    return { state: "verified", companyName, kept, revoked: handedOut.length - kept };
  } catch (error) {
    const { code, status } = faultOf(error);
    if (code === "invalid_token") {
      const message =
        "This code is not valid, or no longer. A code lasts two days and is for the address it was sent to.";
      return { state: "refused", token, message };
    }
    if (status !== 503) throw error;
    visitor.ctx.log.error({ err: error, code }, "an address could not be verified");
    return { state: "failed", token, message: "We cannot check codes just now. Try again in a moment." };
  }
}

const WHAT: Record<HandedOut["kind"], string> = {
  api_key: "API key",
  signing_key: "Signing key",
  webhook_endpoint: "Webhook",
  alert: "Alert",
  invitation: "Invitation",
};

function itemOf({ id, kind, name, createdAt, ip }: HandedOut): Item {
  return { id, what: WHAT[kind], name, createdAt: createdAt.toISOString(), ip };
}

/** 0 where the visitor may go on. Throws Unavailable where the limits' store does not answer. */
async function secondsToWait({ ctx, services }: Visit): Promise<number> {
  const decision = await services.limiter.take({
    subject: `ip:${ctx.address}`,
    limits: PUBLIC_LIMITS,
    minuteCost: 1,
    dayCost: 0,
    now: ctx.clock.now(),
  });
  return decision.allowed ? 0 : Math.max(1, decision.retryAfterSeconds);
}

function inWords(seconds: number): string {
  if (seconds <= 90) return `${seconds} seconds`;
  return seconds < 5_400 ? `${Math.ceil(seconds / 60)} minutes` : `${Math.ceil(seconds / 3_600)} hours`;
}
