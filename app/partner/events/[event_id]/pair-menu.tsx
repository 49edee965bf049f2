"use client";

import { Ban, Ellipsis, Pin, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { DropdownMenu, MenuItem } from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import { forbidPair, pinPair, removePairRule } from "./matches/actions";

export type RuleKind = "pin" | "forbid";

interface PairMenuProps {
  eventId: string;
  ids: readonly [string, string];
  /** "Ada and Ben", for screen readers and toasts. */
  names: string;
  rule: RuleKind | null;
}

/** What can be decided about two attendees. It counts from the next run on. */
export function PairMenu({ eventId, ids, names, rule }: PairMenuProps) {
  const router = useRouter();
  const pair = { event_id: eventId, attendee1_id: ids[0], attendee2_id: ids[1] };
  const decide = useAction(async ({ to }: { to: RuleKind | null }) => {
    const action = to === "pin" ? pinPair : to === "forbid" ? forbidPair : removePairRule;
    const result = await action(pair);
    if (!result.ok) toast("That was not changed", { description: result.problem.detail, tone: "ember" });
    else {
      toast(to === "pin" ? `${names} are pinned` : to === "forbid" ? `${names} won’t meet` : "Rule removed", {
        description: "Used from the next run.",
      });
      router.refresh();
    }
    return result;
  });
  const choose = (to: RuleKind | null) => () => decide.run({ to });
  return (
    <DropdownMenu
      trigger={
        <Button kind="bare" size="icon" aria-label={`Decide about ${names}`} aria-disabled={decide.pending}>
          <Ellipsis aria-hidden size={18} />
        </Button>
      }
    >
      {rule !== "pin" && (
        <MenuItem icon={<Pin />} onSelect={choose("pin")}>
          Pin this pair
        </MenuItem>
      )}
      {rule !== "forbid" && (
        <MenuItem icon={<Ban />} onSelect={choose("forbid")}>
          Forbid this pair
        </MenuItem>
      )}
      {rule !== null && (
        <MenuItem icon={<Undo2 />} onSelect={choose(null)}>
          Remove the {rule === "pin" ? "pin" : "ban"}
        </MenuItem>
      )}
    </DropdownMenu>
  );
}
