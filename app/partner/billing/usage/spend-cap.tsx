"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { saveSpendCap } from "@/app/partner/billing/usage/actions";
import { Card } from "@/components/ui/card";
import { ErrorNotice, Notice } from "@/components/ui/error-notice";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import { formatValue } from "@/lib/partners/alerts/alert-words";
import { readTyped, toStored, writeTyped } from "@/lib/partners/alerts/typed-amount";

interface SpendCapFormProps {
  /** Micro-dollars; null for none. */
  soft: number | null;
  hard: number | null;
  /** This month so far, in micro-dollars. */
  spent: number;
  /** Whether live calls are refused now. */
  blocking: boolean;
  email: string;
  mayWrite: boolean;
}

const MICRO = 1_000_000;
const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const textOf = (microUsd: number | null) => (microUsd === null ? "" : writeTyped("spend", microUsd));

/** What a month of live calls may cost, soft and hard: two alerts, in the plainest words. */
export function SpendCapForm({ soft, hard, spent, blocking, email, mayWrite }: SpendCapFormProps) {
  const router = useRouter();
  const [softText, setSoft] = useState(textOf(soft));
  const [hardText, setHard] = useState(textOf(hard));
  const { run, pending, problem, errorOf } = useAction(saveSpendCap, () => {
    toast("The spend caps are saved");
    router.refresh();
  });
  if (!mayWrite) {
    return (
      <Card className="p-5 text-sm">
        {told("Soft cap", soft)} {told("Hard cap", hard)} An owner, admin or developer of your team can change
        them.
      </Card>
    );
  }
  const hardAsTyped = toStored("spend", readTyped(hardText));
  const wouldStop = hardAsTyped !== null && hardAsTyped > 0 && spent >= hardAsTyped;
  return (
    <Card className="p-5">
      <form
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending)
            run({ soft_usd: readTyped(softText), hard_usd: readTyped(hardText), recipients: [email] });
        }}
      >
        {problem !== null && problem.errors.length === 0 && <ErrorNotice>{problem.detail}</ErrorNotice>}
        {blocking && (
          <Notice tone="ember">
            Live calls that are charged for are refused now, because the hard cap is reached. Raise it to let
            them through.
          </Notice>
        )}
        <div className="grid gap-5 sm:grid-cols-2">
          <FormField
            label="Soft cap, US dollars a month"
            optional
            hint={`${email} gets a mail.`}
            error={errorOf("soft_usd")}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                autoComplete="off"
                value={softText}
                onChange={(event) => setSoft(event.target.value)}
              />
            )}
          </FormField>
          <FormField
            label="Hard cap, US dollars a month"
            optional
            hint="A mail, and live calls are refused. Test keys go on working."
            error={errorOf("hard_usd")}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                autoComplete="off"
                value={hardText}
                onChange={(event) => setHard(event.target.value)}
              />
            )}
          </FormField>
        </div>
        {wouldStop && !blocking && (
          <Notice tone="ember">
            This month has come to that already: live calls will be refused as soon as you save.
          </Notice>
        )}
        <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
          <SubmitButton pending={pending} pendingLabel="Saving…">
            Save spend caps
          </SubmitButton>
          <p className="text-sm text-muted">
            {dollars.format(spent / MICRO)} so far this month. Other recipients and other thresholds are on
            the{" "}
            <Link href="/partner/alerts" className="underline">
              alerts page
            </Link>
            .
          </p>
        </div>
      </form>
    </Card>
  );
}

function told(name: string, microUsd: number | null): string {
  return microUsd === null ? `${name}: none.` : `${name}: ${formatValue("spend", microUsd)} a month.`;
}
