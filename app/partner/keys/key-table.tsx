import Link from "next/link";
import { KeyMenu } from "@/app/partner/keys/key-menu";
import { SCOPE_WORDS, statusOf } from "@/app/partner/keys/key-words";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Time } from "@/components/ui/time";
import type { ApiKey } from "@/lib/partners/api-keys/schemas";
import type { Scope } from "@/lib/platform/scopes";

interface KeyTableProps {
  label: string;
  keys: readonly ApiKey[];
  /** What the reader may do with them; nothing where it is left out. */
  grantable?: readonly Scope[] | undefined;
}

export function KeyTable({ label, keys, grantable }: KeyTableProps) {
  const columns: [Column<ApiKey>, ...Column<ApiKey>[]] = [
    {
      header: "Name",
      cell: (key) => (
        <span className="block max-w-72 min-w-0">
          <Link prefetch={false} href={`/partner/keys/${key.id}`} className="link font-medium wrap-anywhere">
            {key.name}
          </Link>
          <code className="block font-mono text-xs font-normal text-muted">{key.prefix}…</code>
        </span>
      ),
    },
    {
      header: "Mode",
      cell: (key) => <Badge tone={key.mode === "live" ? "plum" : "plain"}>{key.mode}</Badge>,
    },
    {
      header: "Permissions",
      wideOnly: true,
      cell: (key) => (
        <span className="text-xs text-muted" title={key.scopes.join(", ")}>
          {key.scopes.map((scope) => SCOPE_WORDS[scope].label).join(", ")}
        </span>
      ),
    },
    {
      header: "Last used",
      cell: (key) =>
        key.last_used_at === null ? (
          <span className="text-muted">Never</span>
        ) : (
          <Time at={key.last_used_at} className="whitespace-nowrap" />
        ),
    },
    {
      header: "Expires",
      cell: (key) =>
        key.expires_at === null ? (
          <span className="text-muted">Never</span>
        ) : (
          <Time at={key.expires_at} className="whitespace-nowrap" />
        ),
    },
    {
      header: "Status",
      cell: (key) => {
        const { label, tone } = statusOf(key);
        return (
          <Badge tone={tone} dot>
            {label}
          </Badge>
        );
      },
    },
  ];
  if (grantable !== undefined) {
    columns.push({
      header: "Actions",
      headerHidden: true,
      align: "right",
      cell: (key) => (
        <KeyMenu apiKey={key} mayRotate={key.scopes.every((scope) => grantable.includes(scope))} />
      ),
    });
  }
  return <DataTable label={label} columns={columns} rows={keys} rowKey={(key) => key.id} />;
}
