"use client";

import { useRouter } from "next/navigation";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast-store";
import type { Door } from "@/lib/events/check-in/schemas";
import { revokeDoor } from "./actions";

interface DoorTableProps {
  eventId: string;
  doors: readonly Door[];
  mayWrite: boolean;
}

export function DoorTable({ eventId, doors, mayWrite }: DoorTableProps) {
  const columns: [Column<Door>, ...Column<Door>[]] = [
    { header: "Door", cell: ({ name }) => <bdi>{name}</bdi> },
    { header: "State", cell: (door) => <DoorState door={door} /> },
    { header: "Let in", align: "right", cell: ({ checked_in }) => checked_in.toLocaleString("en") },
  ];
  if (mayWrite) {
    columns.push({
      header: "Actions",
      headerHidden: true,
      align: "right",
      cell: (door) => (door.revoked_at === null ? <RevokeButton eventId={eventId} door={door} /> : null),
    });
  }
  return <DataTable label="Doors" columns={columns} rows={doors} rowKey={({ id }) => id} />;
}

/** A phone that is there is in contact every few seconds. */
const RECENT_MS = 60_000;

function DoorState({ door }: { door: Door }) {
  if (door.revoked_at !== null) return <Badge>Revoked</Badge>;
  if (door.last_seen_at === null) return <Badge tone="gold">No phone yet</Badge>;
  const isRecent = Date.now() - Date.parse(door.last_seen_at) < RECENT_MS;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2.5 gap-y-1" suppressHydrationWarning>
      <Badge tone={isRecent ? "pine" : "plain"} dot>
        {isRecent ? "In contact" : "Last contact"}
      </Badge>
      {!isRecent && <Time at={door.last_seen_at} className="text-muted" />}
    </span>
  );
}

function RevokeButton({ eventId, door }: { eventId: string; door: Door }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button kind="bare" size="small" aria-label={`Revoke ${door.name}`}>
          Revoke
        </Button>
      }
      title={`Revoke “${door.name}”?`}
      description="Its phones lose the guest list at their next contact, and anything they have not sent is lost. Check-ins already here stay."
      confirmLabel="Revoke door"
      pendingLabel="Revoking…"
      action={() => revokeDoor({ event_id: eventId, door_id: door.id })}
      onDone={() => {
        toast(`“${door.name}” revoked`);
        router.refresh();
      }}
    />
  );
}
