"use client";

import { useActionState, useState } from "react";
import { errorOf, FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { Select } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { SecretReveal } from "@/components/ui/secret-reveal";
import { SubmitButton } from "@/components/ui/submit-button";
import { makeToken } from "../actions";
import { TOKEN_SCOPES } from "./token-scopes";

const LIFETIMES = [
  ["7", "7 days"],
  ["30", "30 days"],
  ["90", "90 days"],
  ["365", "1 year"],
  ["never", "Never"],
] as const;

interface NewTokenFormProps {
  teams: readonly { partnerId: string; companyName: string }[];
}

export function NewTokenForm({ teams }: NewTokenFormProps) {
  const [state, submit] = useActionState(makeToken, UNSENT);
  const [team, setTeam] = useState(teams[0]?.partnerId ?? "");
  const scopeError = errorOf(state, "scopes");
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      {state.result?.ok && (
        <div role="status">
          <SecretReveal label={state.result.value.name} secret={state.result.value.token} />
        </div>
      )}
      <FormText
        name="name"
        label="Name"
        hint="What it is for: Nightly report."
        autoComplete="off"
        required
        maxLength={100}
        state={state}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <FormField label="Acts for" error={errorOf(state, "partner_id")}>
          {(control) => (
            <Select
              {...control}
              name="partner_id"
              value={team}
              onChange={(event) => setTeam(event.target.value)}
            >
              {teams.map(({ partnerId, companyName }) => (
                <option key={partnerId} value={partnerId}>
                  {companyName}
                </option>
              ))}
              <option value="">Your own account only</option>
            </Select>
          )}
        </FormField>
        <FormField label="Expires after" error={errorOf(state, "expires_in_days")}>
          {(control) => (
            <Select {...control} name="expires_in_days" defaultValue={state.values.expires_in_days ?? "90"}>
              {LIFETIMES.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </FormField>
      </div>
      <fieldset hidden={team === ""} aria-describedby={scopeError === undefined ? undefined : "scopes-error"}>
        <legend className="text-sm font-medium">Permissions</legend>
        {scopeError !== undefined && (
          <p id="scopes-error" role="alert" className="mt-1 text-sm text-ember">
            {scopeError}
          </p>
        )}
        <div className="mt-2 space-y-2.5">
          {TOKEN_SCOPES.map(({ value, label, hint }) => (
            <NativeCheckbox
              key={value}
              name="scopes"
              value={value}
              defaultChecked={value === "usage:read"}
              label={label}
              hint={hint}
            />
          ))}
        </div>
      </fieldset>
      <SubmitButton pendingLabel="Creating it…">Create token</SubmitButton>
    </form>
  );
}
