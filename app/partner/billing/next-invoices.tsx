import { dayOf, dollars, INVOICE_KINDS } from "@/app/partner/billing/billing-words";
import { InvoiceLines } from "@/app/partner/billing/invoice-lines";
import { orUnreachable, Unreachable } from "@/app/partner/billing/unreachable";
import { requirePartner } from "@/app/session";
import { Card } from "@/components/ui/card";
import { getNextInvoices } from "@/lib/billing/billing/get-next-invoices";

/** What is billed next: of the plan when its period ends, of live calls on the first of the month. */
export async function NextInvoices({ endsAt }: { endsAt: string | null }) {
  const { ctx } = await requirePartner();
  const next = await orUnreachable(getNextInvoices(ctx));
  if (next === null) return <Unreachable />;
  if (next.length === 0) {
    return (
      <p className="text-sm text-muted">
        {endsAt === null
          ? "Nothing is due."
          : `Nothing but your live calls until ${dayOf(endsAt)}, on a final invoice.`}
      </p>
    );
  }
  return (
    <ul className="grid items-start gap-6 lg:grid-cols-2">
      {next.map((invoice) => (
        <li key={`${invoice.kind} ${invoice.at}`} className="min-w-0">
          <Card className="space-y-4 p-5">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <h3 className="font-semibold">{INVOICE_KINDS[invoice.kind]}</h3>
              <p className="text-sm text-muted">{dayOf(invoice.at)}</p>
            </div>
            <InvoiceLines lines={invoice.lines} discountMinor={invoice.discount_minor} />
            <p className="flex justify-between gap-4 border-t border-line pt-3 font-semibold tabular-nums">
              <span>{invoice.due_minor === invoice.total_minor ? "Due" : "Due after credit"}</span>
              <span>{dollars(invoice.due_minor)}</span>
            </p>
          </Card>
        </li>
      ))}
    </ul>
  );
}
