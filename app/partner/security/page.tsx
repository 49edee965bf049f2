import { FileKey, ScrollText, ShieldAlert } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { RevokeSigningKey } from "@/app/partner/security/revoke-signing-key";
import { SignatureChecker } from "@/app/partner/security/signature-checker";
import { SigningKeyDialog } from "@/app/partner/security/signing-key-dialog";
import { requirePartner } from "@/app/session";
import { Badge } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { maySign } from "@/lib/partners/api-keys/create-signing-key";
import { listSigningKeys } from "@/lib/partners/api-keys/list-signing-keys";
import type { SigningKey } from "@/lib/partners/api-keys/schemas";
import { effectiveTier } from "@/lib/plans/effective-tier";

export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage() {
  const { ctx, partner } = await requirePartner();
  const { data } = await listSigningKeys(ctx, { partner_id: ctx.partnerId, limit: 100 });
  const active = data.filter(({ status }) => status === "active");
  const mayWrite = ctx.permissions.has("keys:write");
  const signs = maySign(partner);
  return (
    <div className="space-y-12">
      <PageHeader
        title="Security"
        description="Signed requests, what was refused, and who changed what."
        actions={
          <>
            <Link prefetch={false} href="/partner/security/events" className={buttonStyle({ kind: "quiet" })}>
              <ShieldAlert aria-hidden size={18} /> Security events
            </Link>
            <Link prefetch={false} href="/partner/security/audit" className={buttonStyle({ kind: "quiet" })}>
              <ScrollText aria-hidden size={18} /> Audit log
            </Link>
          </>
        }
      />
      <Section
        title="Signing keys"
        description="A signed request cannot be changed on its way or sent twice, even by somebody who has the API key (RFC 9421)."
        actions={mayWrite && signs ? <SigningKeyDialog /> : undefined}
      >
        {!signs && (
          <Notice>
            Signing keys come with the enterprise and white-label tiers; this is the{" "}
            {effectiveTier(partner).replace("_", " ")} tier. The checker below works for everybody.
          </Notice>
        )}
        {signs && data.length === 0 && (
          <EmptyState icon={<FileKey />} title="No signing key yet" headingLevel={3}>
            {mayWrite
              ? "Make one, sign your requests with it, then let API keys require signatures."
              : "Developers, admins and owners of this team can make one."}
          </EmptyState>
        )}
        {data.length > 0 && (
          <DataTable
            label="Signing keys"
            columns={columnsFor(mayWrite, active.length)}
            rows={[...active, ...data.filter(({ status }) => status !== "active")]}
            rowKey={({ id }) => id}
          />
        )}
      </Section>
      <Section
        title="Signature checker"
        description="Says what we understand of a signed request, and why it would be refused."
      >
        <SignatureChecker keys={active.map(({ id, name }) => ({ id, name }))} />
      </Section>
    </div>
  );
}

function columnsFor(mayWrite: boolean, active: number): [Column<SigningKey>, ...Column<SigningKey>[]] {
  const columns: [Column<SigningKey>, ...Column<SigningKey>[]] = [
    {
      header: "Name",
      cell: ({ id, name }) => (
        <span className="block min-w-0">
          <span className="wrap-anywhere">{name}</span>
          <span className="flex items-center gap-1">
            <code id={`signing-${id}`} className="font-mono text-xs font-normal break-all text-muted">
              {id}
            </code>
            <CopyButton from={`signing-${id}`} label={`Copy the id of ${name}`} on="page" />
          </span>
        </span>
      ),
    },
    {
      header: "Algorithm",
      cell: ({ algorithm }) => (
        <Badge>
          <code>{algorithm}</code>
        </Badge>
      ),
    },
    { header: "Created", cell: ({ created_at }) => <Time at={created_at} className="whitespace-nowrap" /> },
    {
      header: "Status",
      cell: ({ status }) => (
        <Badge tone={status === "active" ? "pine" : "plain"} dot>
          {status}
        </Badge>
      ),
    },
  ];
  if (mayWrite) {
    columns.push({
      header: "Actions",
      headerHidden: true,
      align: "right",
      cell: ({ id, name, status }) =>
        status === "active" ? <RevokeSigningKey id={id} name={name} isLast={active === 1} /> : null,
    });
  }
  return columns;
}
