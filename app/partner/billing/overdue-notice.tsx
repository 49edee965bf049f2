import { dayOf, dollars } from "@/app/partner/billing/billing-words";
import { PortalButton } from "@/app/partner/billing/portal-button";
import { buttonStyle } from "@/components/ui/button";
import { Notice } from "@/components/ui/error-notice";
import type { Billing } from "@/lib/billing/billing/schemas";

/** What could not be collected, what happens when, and how to put it right. */
export function OverdueNotice({ billing, mayWrite }: { billing: Billing; mayWrite: boolean }) {
  const { overdue, grace_ends_at: graceEndsAt, plan } = billing;
  const [first] = overdue;
  if (first === undefined) return null;
  const sum = overdue.reduce((total, invoice) => total + invoice.amount_remaining_minor, 0);
  const refused = graceEndsAt !== null && new Date(graceEndsAt) <= new Date();
  return (
    <Notice tone="ember">
      <div className="space-y-3">
        <p>
          <strong className="font-semibold">We could not collect {dollars(sum)}.</strong>{" "}
          {plan === null ? (
            "Your plan has ended; this is still to be paid."
          ) : refused ? (
            <>
              Scoring with live keys has been refused since {dayOf(graceEndsAt)}, and works again as soon as
              this is paid. Reading and test keys go on working.
            </>
          ) : (
            <>
              Nothing changes until {graceEndsAt === null ? "the grace ends" : dayOf(graceEndsAt)}. If it is
              still unpaid then, scoring with live keys is refused.
            </>
          )}{" "}
          {first.next_attempt_at !== null && <>It is tried again on {dayOf(first.next_attempt_at)}.</>}
        </p>
        {mayWrite ? (
          <p className="flex flex-wrap gap-2.5">
            <a
              href={`/partner/billing/invoices/${first.id}/page`}
              className={buttonStyle({ kind: "primary", size: "small" })}
            >
              Pay {dollars(first.amount_remaining_minor)}
            </a>
            <PortalButton>Change payment method</PortalButton>
          </p>
        ) : (
          <p>An owner or admin of your team can pay it here.</p>
        )}
      </div>
    </Notice>
  );
}
