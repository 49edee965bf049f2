"use client";

import { useRouter } from "next/navigation";
import { markReviewed } from "@/app/admin/billing/actions";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";

/** Takes an entry off the list of what needs a look. */
export function MarkReviewed({ id, objectId }: { id: string; objectId: string }) {
  const router = useRouter();
  const { run, pending } = useAction(
    async () => {
      const result = await markReviewed({ set_aside_id: id });
      if (!result.ok) {
        toast("It wasn’t marked as reviewed", { tone: "ember", description: result.problem.detail });
      }
      return result;
    },
    () => {
      toast("Marked as reviewed");
      router.refresh();
    },
  );
  return (
    <Button
      type="button"
      kind="quiet"
      size="small"
      aria-label={`Mark ${objectId} as reviewed`}
      aria-disabled={pending}
      onClick={() => {
        if (!pending) run(undefined);
      }}
    >
      {pending ? "Saving…" : "Mark as reviewed"}
    </Button>
  );
}
