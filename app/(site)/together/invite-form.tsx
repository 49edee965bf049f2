"use client";

import { Share2 } from "lucide-react";
import { useActionState, useSyncExternalStore } from "react";
import { FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { Time } from "@/components/ui/time";
import { invite } from "./actions";
import { IntimacyBox } from "./intimacy-box";

interface InviteFormProps {
  name: string;
  /** Whether the reader's result says anything about intimacy. */
  asksIntimacy: boolean;
}

/** Makes a link for one friend, to be shared or copied. */
export function InviteForm({ name, asksIntimacy }: InviteFormProps) {
  const [state, submit] = useActionState(invite, UNSENT);
  const made = state.result?.ok === true ? state.result.value : null;
  return (
    <div className="space-y-6">
      {made !== null && <MadeLink url={made.url} expiresAt={made.expires_at} />}
      <form action={submit} noValidate className="space-y-5">
        <FormProblem state={state} />
        <FormText
          name="name"
          label="Your name, as your friend sees it"
          state={state}
          defaultValue={name}
          required
          maxLength={40}
          autoComplete="given-name"
        />
        {asksIntimacy && <IntimacyBox />}
        <SubmitButton
          pendingLabel="Making the link…"
          kind={made === null ? "primary" : "quiet"}
          className="w-full sm:w-auto"
        >
          {made === null ? "Make an invitation link" : "Make another link"}
        </SubmitButton>
      </form>
    </div>
  );
}

const never = () => () => {};
const canShare = () => typeof navigator.share === "function";

function MadeLink({ url, expiresAt }: { url: string; expiresAt: Date }) {
  const shares = useSyncExternalStore(never, canShare, () => false);
  const share = () => {
    // Closing the sheet without sending is no fault.
    navigator.share({ title: "Compare with me", url }).catch(() => {});
  };
  return (
    <div role="status" className="space-y-3 rounded-2xl bg-pine-soft p-4 sm:p-5">
      <p className="font-semibold">Your link is ready</p>
      <p className="text-sm">
        Send it to one friend. It works once, until <Time at={expiresAt} format="absolute" />.
      </p>
      <p className="flex items-center gap-3 rounded-lg bg-card px-3 py-2">
        <code id="invitation-link" className="min-w-0 flex-1 font-mono text-xs break-all text-ink">
          {url}
        </code>
        <CopyButton from="invitation-link" label="Copy the link" on="page" />
      </p>
      {shares && (
        <Button type="button" onClick={share} className="w-full sm:w-auto">
          <Share2 aria-hidden size={18} /> Share the link
        </Button>
      )}
    </div>
  );
}
