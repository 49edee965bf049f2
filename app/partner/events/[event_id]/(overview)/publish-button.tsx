"use client";

import { useRouter } from "next/navigation";
import type { PassesLeft } from "@/app/partner/events/[event_id]/(overview)/next-steps";
import { publishEvent } from "@/app/partner/events/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogActions, DialogClose } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast-store";
import type { Event } from "@/lib/events/events/schemas";

interface PublishButtonProps {
  eventId: string;
  name: string;
  /** What must be set first, in words. */
  missing: readonly string[];
  mode: Event["mode"];
  visibility: Event["visibility"];
  passes: PassesLeft;
}

const SEEN: Record<Event["visibility"], string> = {
  public: "It is then listed for everyone.",
  unlisted: "People with its link can then open it.",
  private: "It stays visible to your team only.",
};

/** Publishes a draft, or names what keeps it from being published. */
export function PublishButton({ eventId, name, missing, mode, visibility, passes }: PublishButtonProps) {
  const router = useRouter();
  const trigger = <Button size="small">Publish</Button>;
  const needs = [
    ...missing,
    ...(mode === "live" && passes.unused + passes.included === 0 ? ["Get an event pass"] : []),
  ];
  if (needs.length > 0) {
    return (
      <Dialog trigger={trigger} title="Not ready to publish" description="Do this first:">
        <ul className="list-disc space-y-1 pl-5">
          {needs.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        <DialogActions>
          <DialogClose>
            <Button type="button" kind="quiet">
              Close
            </Button>
          </DialogClose>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      trigger={trigger}
      title={`Publish “${name}”?`}
      description={
        mode === "test"
          ? "It is a test event: no guest sees it, and it uses no event pass."
          : `${SEEN[visibility]} ${passes.included > 0 ? "Your partnership includes it." : "Publishing uses one event pass."}`
      }
      kind="primary"
      confirmLabel="Publish"
      pendingLabel="Publishing…"
      action={() => publishEvent({ event_id: eventId })}
      onDone={() => {
        toast("Event published", { description: name });
        router.refresh();
      }}
    />
  );
}
