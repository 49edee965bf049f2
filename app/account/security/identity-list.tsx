"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { Time } from "@/components/ui/time";
import { disconnectSite } from "../actions";
import { ConfirmPassword } from "../confirm-password";

interface ConnectedSite {
  provider: string;
  name: string;
  createdAt: Date;
}

/** The sites that sign the person in. Each can be disconnected, by the password as any change of sign-in. */
export function IdentityList({ sites, hasPassword }: { sites: ConnectedSite[]; hasPassword: boolean }) {
  return (
    <ul className="divide-y divide-line">
      {sites.map((site) => (
        <li key={site.provider} className="px-5 py-4 sm:px-6">
          <Site {...site} hasPassword={hasPassword} />
        </li>
      ))}
    </ul>
  );
}

function Site({ provider, name, createdAt, hasPassword }: ConnectedSite & { hasPassword: boolean }) {
  const [state, submit] = useActionState(disconnectSite, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-4">
      <FormProblem state={state} />
      <input type="hidden" name="provider" value={provider} />
      <p className="flex flex-wrap justify-between gap-x-6">
        <span className="font-medium">{name}</span>
        <span className="text-sm text-muted">
          since <Time at={createdAt} format="absolute" />
        </span>
      </p>
      <ConfirmPassword has={hasPassword} state={state} />
      <SubmitButton kind="quiet" pendingLabel="Disconnecting…">
        {`Disconnect ${name}`}
      </SubmitButton>
    </form>
  );
}
