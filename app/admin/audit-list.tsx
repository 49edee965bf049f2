import { Eye } from "lucide-react";
import Link from "next/link";
import { inWords } from "@/app/admin/words";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Time } from "@/components/ui/time";
import type { AuditRow } from "@/lib/operations/admin/present-audit";

interface AuditListProps {
  label: string;
  rows: readonly AuditRow[];
  /** Left out where all rows are one partner's. */
  withPartner?: boolean;
}

/** Who did what to what, with the admin beside whoever's eyes they looked through. */
export function AuditList({ label, rows, withPartner = false }: AuditListProps) {
  const partner: Column<AuditRow>[] = withPartner
    ? [
        {
          header: "Partner",
          roomy: true,
          cell: ({ partner }) =>
            partner === null ? (
              <span className="text-muted">–</span>
            ) : (
              <Link prefetch={false} href={`/admin/partners/${partner.id}`} className="hover:underline">
                {partner.companyName}
              </Link>
            ),
        },
      ]
    : [];
  return (
    <DataTable
      label={label}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          header: "Action",
          cell: ({ action, at }) => (
            <span className="block">
              <code className="font-mono text-[0.8125rem]">{action}</code>
              <span className="block text-xs font-normal text-muted">
                <Time at={at} />
              </span>
            </span>
          ),
        },
        {
          header: "By",
          roomy: true,
          cell: ({ actorType, actorLabel, impersonator, ip }) => (
            <span className="block">
              <span className="wrap-anywhere">{actorLabel}</span>
              {impersonator !== null && (
                <span className="mt-0.5 block">
                  <Badge tone="gold">
                    <Eye aria-hidden size={12} /> through {impersonator.name}
                  </Badge>
                </span>
              )}
              <span className="block text-xs text-muted">
                {inWords(actorType)}
                {ip !== null && `, ${ip}`}
              </span>
            </span>
          ),
        },
        ...partner,
        {
          header: "What changed",
          cell: ({ targetType, targetId, details }) => (
            <span className="block text-xs">
              <span className="text-muted">
                {inWords(targetType)} <code className="font-mono wrap-anywhere">{shortId(targetId)}</code>
              </span>
              {Object.entries(details).map(([name, value]) => (
                <span key={name} className="block wrap-anywhere">
                  <span className="text-muted">{name}:</span> {textOf(value)}
                </span>
              ))}
            </span>
          ),
        },
      ]}
    />
  );
}

const UUID_LENGTH = 36;

function shortId(id: string): string {
  return id.length === UUID_LENGTH ? `…${id.slice(-12)}` : id;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  return value === null ? "none" : String(value);
}
