import { dayOf } from "@/app/partner/billing/billing-words";
import { Notice } from "@/components/ui/error-notice";
import { disputeReason } from "@/lib/billing/billing/dispute-words";
import type { Dispute } from "@/lib/billing/billing/schemas";
import { formatMoney } from "@/lib/money/format-money";

const ABOUT: Record<Dispute["about"], string> = {
  invoice: "an invoice",
  ai_tokens: "AI tokens",
  event_pass: "an event pass",
  event_partnership: "an event partnership",
};

/** Says which payments the cardholder's bank disputes, and what to do about it. */
export function DisputeNotice({ disputes }: { disputes: readonly Dispute[] }) {
  if (disputes.length === 0) return null;
  return (
    <Notice tone="ember">
      <strong className="font-semibold">
        {disputes.length === 1 ? "A payment is disputed." : `${disputes.length} payments are disputed.`}
      </strong>
      <ul className="mt-1 space-y-1">
        {disputes.map((dispute) => (
          <li key={dispute.id}>
            {formatMoney(dispute.amount_minor, dispute.currency)} for {ABOUT[dispute.about]}, since{" "}
            {dayOf(dispute.created_at)}. Reason: {disputeReason(dispute.reason).toLowerCase()}.
          </li>
        ))}
      </ul>
      <p className="mt-1">
        If this is a mistake, ask the cardholder to withdraw the dispute with their bank, and tell us.
        {disputes.some(({ about }) => about === "ai_tokens") &&
          " Until it is decided, the unused tokens are out of your wallet."}
        {disputes.some(({ about }) => about === "event_pass") &&
          " Until it is decided, an unused event pass publishes nothing."}
        {disputes.some(({ about }) => about === "event_partnership") &&
          " Until it is decided, the partnership rests. Published events stay."}
      </p>
    </Notice>
  );
}
