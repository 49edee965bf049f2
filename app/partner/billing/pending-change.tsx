import { dayOf, dollars, minuteOf, tierName } from "@/app/partner/billing/billing-words";
import { WithdrawChange } from "@/app/partner/billing/withdraw-change";
import { buttonStyle } from "@/components/ui/button";
import { Notice } from "@/components/ui/error-notice";
import type { Billing } from "@/lib/billing/billing/schemas";

/** The change of plan that waits for the bank to be given the cardholder's consent, and the way there. */
export function PendingChange({ billing, mayWrite }: { billing: Billing; mayWrite: boolean }) {
  const { pending_change: pending, plan } = billing;
  if (pending === null || plan === null) return null;
  return (
    <Notice tone="gold">
      <div className="space-y-3">
        <p>
          <strong className="font-semibold">{tierName(pending.tier)} waits for your consent.</strong> Your
          bank asks for it before {dollars(pending.due_minor)} is paid. Until then you stay on{" "}
          {tierName(plan.tier)}. Without it nothing changes and nothing is charged: the change is dropped on{" "}
          {minuteOf(pending.expires_at)}.
        </p>
        {mayWrite ? (
          <p className="flex flex-wrap gap-2.5">
            <a
              href={`/partner/billing/invoices/${pending.invoice_id}/page`}
              className={buttonStyle({ kind: "primary", size: "small" })}
            >
              Give consent and pay {dollars(pending.due_minor)}
            </a>
            <WithdrawChange
              invoiceId={pending.invoice_id}
              from={tierName(plan.tier)}
              to={tierName(pending.tier)}
              endsAt={plan.cancel_at === null ? null : dayOf(plan.cancel_at)}
            />
          </p>
        ) : (
          <p>An owner or admin of your team can give it, or keep the present plan, here.</p>
        )}
      </div>
    </Notice>
  );
}
