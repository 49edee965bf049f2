"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { confirmChange, previewChange } from "@/app/partner/billing/actions";
import { dayOf, dollars, price, tierName } from "@/app/partner/billing/billing-words";
import { InvoiceLines } from "@/app/partner/billing/invoice-lines";
import { leaveFor } from "@/app/partner/billing/leave-for";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogClose } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { LoadingLabel, Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { PlanPreview } from "@/lib/billing/billing/schemas";
import type { PlanTier } from "@/lib/plans/tiers";

interface ChangePlanDialogProps {
  tier: PlanTier;
  up: boolean;
  /** The plan was cancelled: changing it takes that back. */
  cancels: boolean;
  /** The plan that another change waits to lead to: this one takes its place. */
  drops: string | null;
  /** The plan is in its trial, which a change ends. */
  trial: boolean;
  /** It has been asked for: the dialog may still be open, and is not opened again. */
  waits: boolean;
}

/** Shows what a change of plan comes to before it is made. */
export function ChangePlanDialog({ tier, up, cancels, drops, trial, waits }: ChangePlanDialogProps) {
  const [open, setOpen] = useState(false);
  const name = tierName(tier);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        waits ? undefined : (
          <Button type="button" kind={up ? "primary" : "quiet"} className="w-full">
            {up ? "Upgrade" : "Downgrade"} to {name}
          </Button>
        )
      }
      title={`${up ? "Upgrade" : "Downgrade"} to ${name}`}
      description={
        trial
          ? "Your trial is for your present plan alone. Changing the plan ends it."
          : `${up ? "As soon as it is paid" : "At once"}. What you have paid for the rest of the period counts towards it.`
      }
    >
      <Change tier={tier} up={up} cancels={cancels} drops={drops} close={() => setOpen(false)} />
    </Dialog>
  );
}

/** Its own component, so that every opening looks anew. */
function Change({
  tier,
  up,
  cancels,
  drops,
  close,
}: Omit<ChangePlanDialogProps, "waits" | "trial"> & { close: () => void }) {
  const router = useRouter();
  const look = useAction(() => previewChange({ tier }));
  const { run: lookNow } = look;
  const change = useAction(
    async ({ quote_id }: PlanPreview) => {
      const result = await confirmChange({ quote_id });
      // What was shown does not hold any more: the next thing to see is what does.
      if (!result.ok && result.problem.code === "preview_outdated") lookNow(undefined);
      return result;
    },
    (made) => {
      router.refresh();
      if ("consent_url" in made) return;
      close();
      toast(`You are on ${tierName(tier)}`, { description: "Your live keys follow within a minute." });
    },
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: once an opening; `run` is another at each rendering
  useEffect(() => lookNow(undefined), []);

  if (change.value !== null && "consent_url" in change.value) {
    return <Consent tier={tier} url={change.value.consent_url} />;
  }
  const preview = look.pending || look.problem !== null ? null : look.value;
  const problem = look.problem ?? change.problem;
  const label = preview === null ? "" : confirmLabel(preview, up);
  return (
    <div>
      <div className="space-y-4">
        {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
        {preview !== null && <Preview preview={preview} cancels={cancels} drops={drops} />}
        {preview === null && (look.problem === null || look.pending) && <PreviewSkeleton />}
      </div>
      <DialogActions>
        {look.problem !== null && (
          <Button type="button" aria-disabled={look.pending} onClick={() => look.run(undefined)}>
            Try again
          </Button>
        )}
        {preview !== null && (
          <Button
            type="button"
            aria-disabled={change.pending}
            onClick={() => {
              if (!change.pending) change.run(preview);
            }}
          >
            {change.pending ? "Changing…" : label}
          </Button>
        )}
        <DialogClose>
          <Button type="button" kind="quiet">
            Not now
          </Button>
        </DialogClose>
      </DialogActions>
    </div>
  );
}

/** The way to the bank's page, and what happens without it. */
function Consent({ tier, url }: { tier: PlanTier; url: string }) {
  const heading = useRef<HTMLParagraphElement>(null);
  // The button that was pressed is gone: whoever listens is told what there is instead.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div>
      <div className="space-y-2">
        <p ref={heading} tabIndex={-1} className="font-semibold outline-none">
          Your bank asks for your consent
        </p>
        <p className="text-sm text-muted">
          Give it on the invoice&rsquo;s page, where it is paid as well. {tierName(tier)} begins as soon as it
          is. Nothing has been charged yet; without your consent within a day nothing changes.
        </p>
      </div>
      <DialogActions>
        <Button type="button" onClick={() => leaveFor(url)}>
          Continue to your invoice
        </Button>
        <DialogClose>
          <Button type="button" kind="quiet">
            Later
          </Button>
        </DialogClose>
      </DialogActions>
    </div>
  );
}

function confirmLabel({ due_now_minor: due }: PlanPreview, up: boolean): string {
  const deed = up ? "Upgrade" : "Downgrade";
  return due > 0 ? `${deed} and pay ${dollars(due)}` : `${deed} now`;
}

function Preview({
  preview,
  cancels,
  drops,
}: Pick<ChangePlanDialogProps, "cancels" | "drops"> & { preview: PlanPreview }) {
  return (
    <>
      <div className="space-y-3 rounded-xl bg-sunken/60 p-4">
        <InvoiceLines lines={preview.lines} discountMinor={preview.discount_minor} />
        <p className="flex justify-between gap-4 border-t border-line pt-3 font-semibold tabular-nums">
          <span>Due now</span>
          <span>{dollars(preview.due_now_minor)}</span>
        </p>
        {preview.credit_minor > 0 && (
          <p className="flex justify-between gap-4 text-sm tabular-nums">
            <span>Left as credit for invoices to come</span>
            <span>{dollars(preview.credit_minor)}</span>
          </p>
        )}
        {preview.carried_minor > 0 && (
          <p className="flex justify-between gap-4 text-sm tabular-nums">
            <span>Too little to charge now, so added to your next invoice</span>
            <span>{dollars(preview.carried_minor)}</span>
          </p>
        )}
      </div>
      <p className="text-sm text-muted">
        Then {price(preview.amount_minor)} a {preview.interval}, next on {dayOf(preview.next_charge_at)}
        {preview.credit_minor > 0 && ", from your credit first"}.
        {preview.ends_trial && " Your trial ends now, and the new plan starts at once."}
        {cancels && " Your plan no longer ends: the cancellation is taken back."}
        {drops !== null && ` The change to ${drops}, which waits for your consent, is dropped.`}
      </p>
    </>
  );
}

function PreviewSkeleton() {
  return (
    <div className="space-y-3 rounded-xl bg-sunken/60 p-4">
      <LoadingLabel>Working out what it comes to…</LoadingLabel>
      <Skeleton className="h-9" />
      <Skeleton className="h-9" />
      <Skeleton className="h-5 w-1/2" />
    </div>
  );
}
