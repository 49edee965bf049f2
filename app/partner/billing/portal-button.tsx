"use client";

import type { ReactNode } from "react";
import { managePayment } from "@/app/partner/billing/actions";
import { leaveFor } from "@/app/partner/billing/leave-for";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";

/** Leads to Stripe's page for payment methods. */
export function PortalButton({ children }: { children: ReactNode }) {
  const { run, pending, value } = useAction(
    async () => {
      const result = await managePayment({});
      if (!result.ok)
        toast("The page could not be opened", { tone: "ember", description: result.problem.detail });
      return result;
    },
    ({ url }) => leaveFor(url),
  );
  const leaving = pending || value !== null;
  return (
    <Button
      type="button"
      kind="quiet"
      size="small"
      aria-disabled={leaving}
      onClick={() => {
        if (!leaving) run(undefined);
      }}
    >
      {leaving ? "Opening…" : children}
    </Button>
  );
}
