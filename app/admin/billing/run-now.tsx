"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { runNow } from "@/app/admin/billing/actions";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";

const LOOK_EVERY_MS = 2_000;

/** Has the books compared now; while that runs the page looks again by itself. */
export function RunNow({ running }: { running: boolean }) {
  const router = useRouter();
  const { run, pending } = useAction(
    async () => {
      const result = await runNow({});
      if (!result.ok) toast("It was not started", { tone: "ember", description: result.problem.detail });
      return result;
    },
    () => router.refresh(),
  );
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => router.refresh(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [running, router]);
  const busy = pending || running;
  return (
    <Button
      type="button"
      size="small"
      aria-disabled={busy}
      onClick={() => {
        if (!busy) run(undefined);
      }}
    >
      {busy ? "Comparing…" : "Compare now"}
    </Button>
  );
}
