import type { BadgeTone } from "@/components/ui/badge";
import type { Billing, Invoice } from "@/lib/billing/billing/schemas";
import { formatMoney } from "@/lib/money/format-money";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** US cents as `$5,000.00`, less as `−$12.50`. */
export function dollars(minor: number): string {
  return formatMoney(minor, "USD");
}

/** A price without cents where it has none: `$5,000`. */
export function price(minor: number): string {
  return formatMoney(minor, "USD", { trim: true });
}

/** `1 March 2026`, in UTC. */
export function dayOf(time: string): string {
  return day.format(new Date(time));
}

const minute = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC",
});

/** `1 March 2026 at 09:30 UTC`. */
export function minuteOf(time: string): string {
  return `${minute.format(new Date(time))} UTC`;
}

/** `starter` as `Starter`, `white_label` as `White label`. */
export function tierName(tier: string): string {
  const words = tier.replace("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const INVOICE_STATES: Record<string, [word: string, tone: BadgeTone]> = {
  paid: ["paid", "pine"],
  open: ["open", "gold"],
  void: ["void", "plain"],
  uncollectible: ["written off", "plain"],
};

export function invoiceState({
  status,
  attempts,
  waits_for_consent,
}: Invoice): [word: string, tone: BadgeTone] {
  if (waits_for_consent) return ["waits for consent", "gold"];
  if (status === "open" && attempts > 0) return ["payment failed", "ember"];
  return INVOICE_STATES[status] ?? [status, "plain"];
}

/** A plan's state in a word or two. */
export function planState({ status, plan, by_contract }: Billing): [word: string, tone: BadgeTone] | null {
  if (by_contract) return ["by contract", "plum"];
  if (status === "past_due") return ["payment overdue", "ember"];
  if (plan?.cancel_at != null) return ["ends soon", "gold"];
  if (plan?.status === "trialing") return ["trial", "plum"];
  if (status === "cancelled") return ["ended", "gold"];
  return status === "active" ? ["active", "pine"] : null;
}

/** What an invoice is for. */
export const INVOICE_KINDS: Record<Invoice["kind"], string> = {
  plan: "Plan",
  usage: "Live calls",
  other: "Other",
};
