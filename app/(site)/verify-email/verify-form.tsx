"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Input, Label } from "@/components/ui/field";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { Time } from "@/components/ui/time";
import { verify } from "./actions";
import type { Verification } from "./verification";

const OPEN: Verification = { state: "open" };

/**
 * The mail's link carries its code after "#", which browsers keep to themselves. A script moves it into the field and
 * out of the address; without scripts the code is pasted. Nothing is verified before the button is pressed: programs
 * that look into mails open links, too.
 */
export function VerifyForm({ help }: { help: ReactNode }) {
  const [verification, submit, pending] = useActionState(verify, OPEN);
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const outcome = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    const takeCode = () => {
      const code = location.hash.slice(1);
      if (code === "" || code === "content" || field.current === null) return;
      history.replaceState(history.state, "", location.pathname + location.search);
      field.current.value = decode(code);
      button.current?.focus();
    };
    takeCode();
    addEventListener("hashchange", takeCode);
    return () => removeEventListener("hashchange", takeCode);
  }, []);

  useEffect(() => {
    if (verification.state === "verified" || verification.state === "choosing") outcome.current?.focus();
    if (verification.state === "refused") field.current?.focus();
    if (verification.state === "failed") button.current?.focus();
  }, [verification]);

  if (verification.state === "verified") {
    return (
      <Card role="status" className="space-y-4 p-6 sm:p-10">
        <CircleCheck aria-hidden size={36} className="text-pine" />
        <h1 ref={outcome} tabIndex={-1} className="text-3xl font-semibold tracking-tight">
          Your address is verified
        </h1>
        <p className="text-muted">
          {verification.companyName} can now make live keys. Above the free tier they also need an active
          subscription.
        </p>
        {verification.kept + verification.revoked > 0 && <p>{outcomeOf(verification)}</p>}
        <p>
          <a href="/docs/reference" className="link">
            See how in the API reference
          </a>
        </p>
      </Card>
    );
  }

  if (verification.state === "choosing") {
    return (
      <Card className="p-6 sm:p-10">
        <h1 ref={outcome} tabIndex={-1} className="text-3xl font-semibold tracking-tight">
          Which of these did you make?
        </h1>
        <p className="mt-3 text-muted">
          {verification.companyName} was signed up with your address before we knew it was yours. Tick what
          you made yourself. Everything else stops working when you verify the address.
        </p>
        <form action={submit} className="mt-7 space-y-6">
          <input type="hidden" name="token" value={verification.token} />
          <input type="hidden" name="chosen" value="yes" />
          <fieldset className="space-y-4">
            <legend className="sr-only">Keep</legend>
            {verification.items.map(({ id, what, name, createdAt, ip }) => (
              <NativeCheckbox
                key={id}
                name="keep"
                value={id}
                label={`${what}: ${name}`}
                hint={
                  <>
                    Made <Time at={createdAt} format="absolute" />
                    {ip !== null && ` from ${ip}`}
                  </>
                }
              />
            ))}
          </fieldset>
          <Button type="submit" aria-disabled={pending} className="w-full sm:w-auto">
            {pending ? "Verifying…" : "Verify this address"}
          </Button>
        </form>
      </Card>
    );
  }

  const { state } = verification;
  const refused = state === "refused";
  return (
    <>
      <Card className="p-6 sm:p-10">
        <h1 className="text-3xl font-semibold tracking-tight">
          Verify your <span className="whitespace-nowrap">e-mail</span> address
        </h1>
        <p className="mt-3 text-muted">
          Open the link in our mail and press the button here, or paste the code that stands below the link.
        </p>
        <form action={submit} noValidate className="mt-7 space-y-5">
          {state === "failed" && (
            <p role="alert" className="flex gap-2.5 rounded-lg bg-ember-soft px-3.5 py-3 text-sm">
              <CircleAlert aria-hidden size={18} className="mt-px shrink-0 text-ember" />
              {verification.message}
            </p>
          )}
          <div className="space-y-1.5">
            <Label htmlFor="token">Code from the mail</Label>
            <Input
              ref={field}
              id="token"
              name="token"
              defaultValue={state === "open" ? "" : verification.token}
              required
              maxLength={200}
              autoComplete="one-time-code"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              aria-invalid={refused || undefined}
              aria-describedby={refused ? "token-error" : undefined}
              className="font-mono"
            />
            {refused && (
              <p id="token-error" role="alert" className="flex gap-2 pt-0.5 text-sm">
                <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-ember" />
                {verification.message}
              </p>
            )}
          </div>
          <Button ref={button} type="submit" aria-disabled={pending} className="w-full sm:w-auto">
            {pending ? "Checking…" : "Continue"}
          </Button>
        </form>
      </Card>
      {help}
    </>
  );
}

function outcomeOf({ kept, revoked }: { kept: number; revoked: number }): string {
  const ended =
    revoked === 0
      ? ""
      : ` ${revoked === 1 ? "One item" : `${revoked} items`} that you did not tick stopped working.`;
  if (kept === 0) return `Everything that was made before stopped working. Sign in to create a new key.`;
  return `${kept === 1 ? "What you ticked goes" : `The ${kept} items that you ticked go`} on working.${ended}`;
}

function decode(code: string): string {
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}
