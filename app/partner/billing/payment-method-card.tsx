import { CreditCard } from "lucide-react";
import { dollars } from "@/app/partner/billing/billing-words";
import { PortalButton } from "@/app/partner/billing/portal-button";
import { orUnreachable, Unreachable } from "@/app/partner/billing/unreachable";
import { requirePartner } from "@/app/session";
import { Card } from "@/components/ui/card";
import { getPaymentMethod } from "@/lib/billing/billing/get-payment-method";

const BRANDS: Record<string, string> = { visa: "Visa", mastercard: "Mastercard", amex: "American Express" };

/** What is paid with, and what credit there is. */
export async function PaymentMethodCard({ mayWrite }: { mayWrite: boolean }) {
  const { ctx } = await requirePartner();
  const found = await orUnreachable(getPaymentMethod(ctx));
  return (
    <Card className="min-w-0">
      <section aria-labelledby="payment-method" className="flex flex-col gap-4 p-5">
        <h2 id="payment-method" className="text-sm text-muted">
          Payment method
        </h2>
        {found === null ? (
          <Unreachable />
        ) : (
          <>
            {found.method === null ? (
              <p className="text-sm">None yet. It is asked for when you choose a plan.</p>
            ) : (
              <p className="flex items-center gap-3">
                <CreditCard aria-hidden size={20} className="shrink-0 text-muted" />
                <span>
                  <span className="font-medium">
                    {BRANDS[found.method.brand] ?? found.method.brand} ending in {found.method.last4}
                  </span>
                  <span className="block text-sm text-muted tabular-nums">
                    Valid to {String(found.method.exp_month).padStart(2, "0")}/{found.method.exp_year}
                  </span>
                </span>
              </p>
            )}
            {found.credit_minor > 0 && (
              <p className="text-sm">
                <strong className="font-semibold">{dollars(found.credit_minor)}</strong> of credit: your next
                invoices use it up first.
              </p>
            )}
          </>
        )}
        {mayWrite && (
          <div>
            <PortalButton>Manage payment method</PortalButton>
          </div>
        )}
      </section>
    </Card>
  );
}
