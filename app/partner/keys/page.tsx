import { ChevronRight, KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { CreateKeyDialog } from "@/app/partner/keys/create-key-dialog";
import { keyRules } from "@/app/partner/keys/key-rules";
import { KeyTable } from "@/app/partner/keys/key-table";
import { requirePartner } from "@/app/session";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { grantableScopes } from "@/lib/partners/api-keys/grantable-scopes";
import { listApiKeys } from "@/lib/partners/api-keys/list-api-keys";
import { PageQuery } from "@/lib/platform/pagination";

export const metadata: Metadata = { title: "API keys" };

interface KeysPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function KeysPage({ searchParams }: KeysPageProps) {
  const atWork = await requirePartner();
  const { ctx } = atWork;
  const own = { partner_id: ctx.partnerId };
  const cursor = PageQuery.pick({ cursor: true }).safeParse({ cursor: (await searchParams).ended }).data
    ?.cursor;
  const ended = { ...own, status: "ended", limit: 20 } as const;
  const [active, past, rules] = await Promise.all([
    listApiKeys(ctx, { ...own, status: "active", limit: 100 }),
    // A cursor that is not ours leads to the first page rather than to an error.
    listApiKeys(ctx, { ...ended, cursor }).catch(() => listApiKeys(ctx, ended)),
    keyRules(atWork),
  ]);
  const mayWrite = ctx.permissions.has("keys:write");
  return (
    <div className="space-y-8">
      <PageHeader
        title="API keys"
        description="What your programs send as X-API-Key. Give each its own, so that one can be changed without the others."
        actions={mayWrite ? <CreateKeyDialog rules={rules} /> : undefined}
      />
      {active.data.length === 0 ? (
        <EmptyState icon={<KeyRound />} title="No key is in use">
          {mayWrite
            ? "Make a test key to score your first pair: it works at once and is never billed."
            : "Developers, admins and owners of this team can make one."}
        </EmptyState>
      ) : (
        <KeyTable
          label="Keys in use"
          keys={active.data}
          grantable={mayWrite ? grantableScopes(ctx) : undefined}
        />
      )}
      {past.data.length > 0 && (
        <details open={cursor !== undefined || undefined} className="group">
          <summary className="inline-flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-lg text-sm font-medium text-muted hover:text-ink [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden size={16} className="transition-transform group-open:rotate-90" />
            Revoked and expired keys
          </summary>
          <div className="pt-3">
            <KeyTable label="Revoked and expired keys" keys={past.data} />
            <Pagination
              label="Revoked and expired keys"
              nextHref={past.next_cursor === null ? null : `/partner/keys?ended=${past.next_cursor}`}
              firstHref={cursor === undefined ? null : "/partner/keys"}
            />
          </div>
        </details>
      )}
    </div>
  );
}
