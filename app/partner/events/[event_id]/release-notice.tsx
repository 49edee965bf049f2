"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/error-notice";
import { toast } from "@/components/ui/toast-store";
import type { Event } from "@/lib/events/events/schemas";
import { releasePairs } from "./matches/actions";

interface ReleaseNoticeProps {
  event: Pick<Event, "id" | "status">;
  mayWrite: boolean;
  /** Whether a match or a plan has finished. */
  hasPairs: boolean;
}

/** Who may see the pairs now, and the button that releases them where they wait. */
export function ReleaseNotice({ event, mayWrite, hasPairs }: ReleaseNoticeProps) {
  const router = useRouter();
  if (!hasPairs) return null;
  if (event.status === "draft") {
    return (
      <Notice tone="plum">
        Only your team sees these pairs. Publish the event first. After that you can release them to guests.
      </Notice>
    );
  }
  if (event.status === "matched") {
    return (
      <Notice tone="pine">
        Pairs are released. Guests who agreed to it see the first names of those they will meet. A new run
        shows them its pairs at once.
      </Notice>
    );
  }
  if (event.status !== "published") return null;
  return (
    <Notice
      tone="gold"
      action={
        mayWrite ? (
          <ConfirmDialog
            trigger={<Button size="small">Release pairs</Button>}
            title="Release the pairs?"
            description="Guests who agreed to it can see the first names of those they will meet. Later runs show theirs at once."
            confirmLabel="Release pairs"
            pendingLabel="Releasing…"
            kind="primary"
            action={() => releasePairs({ event_id: event.id })}
            onDone={() => {
              toast("Pairs released");
              router.refresh();
            }}
          />
        ) : undefined
      }
    >
      These pairs were made before the event was published, so only your team sees them.
    </Notice>
  );
}
