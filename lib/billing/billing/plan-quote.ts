import { createHmac, timingSafeEqual } from "node:crypto";
import type { PlanQuote } from "@/lib/platform/prisma/client";
import { deriveSecret } from "@/lib/platform/seal";

/** A change is confirmed within this time of its preview. */
export const QUOTE_MINUTES = 10;

export type QuoteFacts = Omit<PlanQuote, "createdAt" | "usedAt" | "signature">;

/** What binds a quote to its partner, plan, price, moment, amounts and time, under a key derived from APP_SECRET. */
export function signQuote(quote: QuoteFacts): Uint8Array<ArrayBuffer> {
  const said = [
    quote.id,
    quote.partnerId,
    quote.subscriptionId,
    quote.tier,
    quote.priceId,
    quote.basis,
    quote.prorationAt.getTime(),
    quote.dueMinor,
    quote.totalMinor,
    quote.balanceMinor,
    quote.expiresAt.getTime(),
  ];
  const mac = createHmac("sha256", deriveSecret("plan-quotes")).update(JSON.stringify(said)).digest();
  return new Uint8Array(mac);
}

/** Whether a stored quote still says what we signed. */
export function isSigned(quote: PlanQuote): boolean {
  const expected = signQuote(quote);
  return quote.signature.length === expected.length && timingSafeEqual(quote.signature, expected);
}
