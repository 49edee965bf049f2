import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { AuditList } from "@/app/partner/security/audit-list";
import { requirePartner } from "@/app/session";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { AUDIT_KINDS } from "@/lib/catalog/audit-actions";
import { listAuditEvents } from "@/lib/partners/partners/list-audit-events";
import { AuditQuery } from "@/lib/partners/partners/schemas";

export const metadata: Metadata = { title: "Audit log" };

const KINDS: readonly { kind: string | undefined; label: string }[] = [
  { kind: undefined, label: "Everything" },
  ...Object.entries(AUDIT_KINDS).map(([kind, label]) => ({ kind, label })),
];

interface AuditPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AuditPage({ searchParams }: AuditPageProps) {
  const { ctx } = await requirePartner();
  const { kind: asked, cursor } = await searchParams;
  // What is not a filter or cursor of ours leads to everything rather than to an error.
  const kind = AuditQuery.shape.kind.safeParse(asked).data;
  const page = AuditQuery.shape.cursor.safeParse(cursor).data;
  const query = { limit: 50, kind };
  const events = await listAuditEvents(ctx, { ...query, cursor: page }).catch(() =>
    listAuditEvents(ctx, query),
  );
  const href = (change: { kind?: string | undefined; cursor?: string }) => {
    const search = new URLSearchParams(
      Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
    return search.size === 0 ? "/partner/security/audit" : `/partner/security/audit?${search}`;
  };
  return (
    <div className="space-y-8">
      <div>
        <Breadcrumbs items={[{ href: "/partner/security", label: "Security" }]} current="Audit log" />
        <PageHeader
          title="Audit log"
          description="Every change to this account: who made it, when, and from where. IP addresses are shortened."
        />
      </div>
      <nav aria-label="Kinds of changes" className="flex flex-wrap gap-1.5">
        {KINDS.map((option) => (
          <Link
            key={option.label}
            prefetch={false}
            href={href({ kind: option.kind })}
            aria-current={option.kind === kind ? "true" : undefined}
            className="inline-flex min-h-9 items-center rounded-full border border-line px-3.5 text-sm text-muted hover:border-plum hover:text-plum aria-[current]:border-plum aria-[current]:bg-plum-soft aria-[current]:text-plum"
          >
            {option.label}
          </Link>
        ))}
      </nav>
      {events.data.length === 0 ? (
        <EmptyState icon={<ScrollText />} title="Nothing of this kind yet">
          Changes appear here the moment they are made.
        </EmptyState>
      ) : (
        <div>
          <AuditList events={events.data} label="Changes" />
          <Pagination
            label="Audit log"
            nextHref={events.next_cursor === null ? null : href({ kind, cursor: events.next_cursor })}
            firstHref={page === undefined ? null : href({ kind })}
          />
        </div>
      )}
    </div>
  );
}
