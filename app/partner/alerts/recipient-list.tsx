"use client";

import { useRouter } from "next/navigation";
import { askAgain } from "@/app/partner/alerts/actions";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { Alert } from "@/lib/partners/alerts/schemas";

/** Recipients outside the team who get no alerts, and why. */
export function RecipientList({ untold, mayWrite }: { untold: Alert["untold"]; mayWrite: boolean }) {
  if (untold.length === 0) return null;
  return (
    <ul aria-label="Recipients who get no alerts" className="space-y-2 text-sm">
      {untold.map(({ email, state }) => (
        <li key={email} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="min-w-0 wrap-anywhere">{email}</span>
          {state === "declined" ? (
            <Badge>Declined</Badge>
          ) : (
            <>
              <Badge tone="gold" dot>
                Waiting for confirmation
              </Badge>
              {mayWrite && <AskAgain email={email} />}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function AskAgain({ email }: { email: string }) {
  const router = useRouter();
  const { run, pending } = useAction(
    async (_: null) => {
      const result = await askAgain({ email });
      if (!result.ok) toast("No email was sent", { tone: "ember", description: result.problem.detail });
      return result;
    },
    () => {
      toast("Email sent", { description: `We asked ${email} to confirm.` });
      router.refresh();
    },
  );
  return (
    <Button
      type="button"
      kind="bare"
      size="small"
      aria-disabled={pending}
      aria-label={`Resend the email to ${email}`}
      onClick={() => {
        if (!pending) run(null);
      }}
    >
      Resend
    </Button>
  );
}
