import { Download, FileText, ReceiptText } from "lucide-react";
import Link from "next/link";
import { dayOf, INVOICE_KINDS, invoiceState } from "@/app/partner/billing/billing-words";
import { Badge } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import type { Invoice } from "@/lib/billing/billing/schemas";
import { formatMoney } from "@/lib/money/format-money";

interface InvoiceTableProps {
  page: { data: Invoice[]; next_cursor: string | null };
  first: boolean;
}

/** The invoices there are, newest first. */
export function InvoiceTable({ page, first }: InvoiceTableProps) {
  if (page.data.length === 0) {
    return (
      <EmptyState icon={<ReceiptText />} title="No invoices yet" headingLevel={3}>
        The first one comes with a plan.
      </EmptyState>
    );
  }
  return (
    <>
      <DataTable
        label="Invoices"
        rows={page.data}
        rowKey={({ id }) => id}
        columns={[
          {
            header: "Invoice",
            cell: (invoice) => (
              <span className="block">
                <span className="tabular-nums">{invoice.number ?? "Without number"}</span>
                <span className="block text-xs font-normal text-muted">
                  {invoice.usage_line_id === null ? (
                    INVOICE_KINDS[invoice.kind]
                  ) : (
                    <Link
                      prefetch={false}
                      href={`/partner/billing/usage/lines/${invoice.usage_line_id}`}
                      className="underline"
                    >
                      {INVOICE_KINDS[invoice.kind]} by day
                    </Link>
                  )}
                </span>
              </span>
            ),
          },
          { header: "Date", cell: ({ created_at }) => dayOf(created_at) },
          {
            header: "Status",
            cell: (invoice) => {
              const [word, tone] = invoiceState(invoice);
              return <Badge tone={tone}>{word}</Badge>;
            },
          },
          {
            header: "Amount",
            align: "right",
            cell: ({ total_minor, refunded_minor, currency }) => (
              <span className="block">
                {formatMoney(total_minor, currency)}
                {refunded_minor > 0 && (
                  <span className="block text-xs font-normal text-muted">
                    {formatMoney(refunded_minor, currency)} refunded
                  </span>
                )}
              </span>
            ),
          },
          {
            header: "Documents",
            align: "right",
            cell: (invoice) => <Documents invoice={invoice} />,
          },
        ]}
      />
      <Pagination
        label="Invoices"
        nextHref={
          page.next_cursor === null ? null : `/partner/billing?cursor=${encodeURIComponent(page.next_cursor)}`
        }
        firstHref={first ? null : "/partner/billing"}
      />
    </>
  );
}

/** Plain links: each leads by way of ours to where the document is now. */
function Documents({ invoice: { id, number } }: { invoice: Invoice }) {
  const name = number ?? id;
  const to = `/partner/billing/invoices/${id}`;
  const style = buttonStyle({ kind: "bare", size: "small" });
  return (
    <span className="-mr-3.5 inline-flex">
      <a href={`${to}/page`} className={style} aria-label={`Open invoice ${name}`}>
        <FileText aria-hidden size={15} /> Open
      </a>
      <a href={`${to}/pdf`} className={style} aria-label={`Invoice ${name} as PDF`}>
        <Download aria-hidden size={15} /> PDF
      </a>
    </span>
  );
}
