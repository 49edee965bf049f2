"use client";

import { useActionState } from "react";
import { FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/error-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { beginTotp, confirmTotp, endTotp, newRecoveryCodes } from "../actions";
import { ConfirmPassword } from "../confirm-password";

interface TotpPanelProps {
  hasPassword: boolean;
  enabled: boolean;
  recoveryCodesLeft: number;
}

export function TotpPanel({ hasPassword, enabled, recoveryCodesLeft }: TotpPanelProps) {
  const [begun, begin] = useActionState(beginTotp, UNSENT);
  const [confirmed, confirm] = useActionState(confirmTotp, UNSENT);
  const [renewed, renew] = useActionState(newRecoveryCodes, UNSENT);
  const [ended, end] = useActionState(endTotp, UNSENT);

  if (!enabled) {
    if (begun.result?.ok !== true) {
      return (
        <form action={begin} noValidate className="space-y-5">
          <FormProblem state={begun} />
          <p>
            With it on, a stolen password is not enough. You need an app such as 1Password, Aegis or Google
            Authenticator.
          </p>
          <ConfirmPassword has={hasPassword} state={begun} />
          <SubmitButton pendingLabel="Preparing…">Set up an app</SubmitButton>
        </form>
      );
    }
    const { qr, secret } = begun.result.value;
    return (
      <div className="grid gap-6 sm:grid-cols-[12rem_1fr]">
        {/* biome-ignore lint/performance/noImgElement: a picture made for this one person, within the page itself */}
        <img
          src={qr}
          alt="QR code for your authenticator app"
          width={192}
          height={192}
          className="rounded-lg"
        />
        <form action={confirm} noValidate className="space-y-5">
          <FormProblem state={confirmed} />
          <p>Scan it with your app. Or type this key there:</p>
          <p className="flex flex-wrap items-center gap-2">
            <code id="totp-secret" className="rounded bg-sunken px-2 py-1 font-mono text-sm break-all">
              {secret}
            </code>
            <CopyButton from="totp-secret" label="Copy: key" on="page" />
          </p>
          <FormText
            name="code"
            label="The six digits that the app shows"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            maxLength={10}
            className="font-mono tracking-widest"
            state={confirmed}
          />
          <SubmitButton pendingLabel="Turning on…">Turn on</SubmitButton>
        </form>
      </div>
    );
  }

  const codes =
    renewed.result?.ok === true
      ? renewed.result.value.recovery_codes
      : confirmed.result?.ok === true
        ? confirmed.result.value.recovery_codes
        : null;
  return (
    <div className="space-y-8">
      {codes !== null && <RecoveryCodes codes={codes} />}
      {codes === null && recoveryCodesLeft < 4 && (
        <Notice tone="gold">
          {recoveryCodesLeft === 1 ? "One recovery code is" : `${recoveryCodesLeft} recovery codes are`} left.
          Make new ones before you need them.
        </Notice>
      )}
      <form action={renew} noValidate className="space-y-5">
        <FormProblem state={renewed} />
        <p>
          Recovery codes let you in when your phone is gone; each works once.{" "}
          {codes === null && recoveryCodesLeft >= 4 && `You have ${recoveryCodesLeft} left.`}
        </p>
        <ConfirmPassword has={hasPassword} state={renewed} />
        <SubmitButton kind="quiet" pendingLabel="Making codes…">
          Create new recovery codes
        </SubmitButton>
      </form>
      <form action={end} noValidate className="space-y-5 border-t border-line pt-6">
        <FormProblem state={ended} />
        <p>Turned off, your password alone signs you in again, and your recovery codes are forgotten.</p>
        <ConfirmPassword has={hasPassword} state={ended} />
        <SubmitButton kind="danger" pendingLabel="Turning off…">
          Turn off
        </SubmitButton>
      </form>
    </div>
  );
}

/** In the one moment they can be read. */
function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <div role="status" className="overflow-hidden rounded-xl bg-code text-code-ink">
      <p className="flex min-h-11 items-center justify-between gap-3 border-b border-code-line pr-1.5 pl-4 text-sm font-medium">
        <span>Recovery codes</span>
        <CopyButton from="recovery-codes" label="Copy: recovery codes" />
      </p>
      <ul
        id="recovery-codes"
        className="grid grid-cols-1 gap-x-8 gap-y-1.5 px-4 py-4 font-mono text-sm sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{`${code}\n`}</li>
        ))}
      </ul>
      <p className="border-t border-code-line px-4 py-3 text-sm text-code-muted">
        Keep them where your phone is not. They are shown this once, and replace all earlier ones.
      </p>
    </div>
  );
}
