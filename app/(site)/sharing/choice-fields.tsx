"use client";

import { errorOf, FormText } from "@/app/form-parts";
import type { FormState } from "@/app/form-state";
import { LIFETIME_WORDS } from "@/app/shared/share-words";
import { Select } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { GROUP_TITLES } from "@/lib/people/results/trait-words";
import { DEPTHS, type Depth, LIFETIMES, PLAIN_GROUPS } from "@/lib/people/sharing/schemas";

interface ShowsFieldsProps {
  depths: Record<Depth, { label: string; hint: string }>;
  state: FormState<unknown>;
  /** Of a result: which parts. Without scripts all fields are there, and those that do not count are left aside. */
  withGroups: boolean;
  /** The words of the box of its own that intimacy needs; null where there is nothing to show. */
  intimacyHint: string | null;
}

/** What is shown, from least to most. */
export function ShowsFields({ depths, state, withGroups, intimacyHint }: ShowsFieldsProps) {
  const sent = state.result !== null && !state.result.ok;
  const picked = sent ? state.values.shows : "headline";
  const wrong = errorOf(state, "shows");
  const noGroup = errorOf(state, "groups");
  const noIntimacy = errorOf(state, "intimacy");
  return (
    <div className="group/shows space-y-5">
      <fieldset className="space-y-3">
        <legend className="mb-3 font-semibold">What it shows</legend>
        {DEPTHS.map((depth) => (
          <label
            key={depth}
            className="flex cursor-pointer items-start gap-3 rounded-xl border border-edge p-4 transition-colors hover:border-plum has-checked:border-plum has-checked:bg-plum-soft"
          >
            <input
              type="radio"
              name="shows"
              value={depth}
              defaultChecked={picked === depth}
              className="mt-1 size-4 shrink-0 accent-plum"
            />
            <span>
              <span className="block font-medium">{depths[depth].label}</span>
              <span className="block text-sm text-muted">{depths[depth].hint}</span>
            </span>
          </label>
        ))}
        <FieldError message={wrong} />
      </fieldset>
      {withGroups && (
        <fieldset className="hidden space-y-3 group-has-[input[value=groups]:checked]/shows:block">
          <legend className="mb-3 font-semibold">Which parts</legend>
          <div className="grid gap-3 sm:grid-cols-2">
            {PLAIN_GROUPS.map((group) => (
              <NativeCheckbox
                key={group}
                name={group}
                label={GROUP_TITLES[group]}
                defaultChecked={sent ? state.values[group] !== undefined : true}
              />
            ))}
          </div>
          <FieldError message={noGroup} />
        </fieldset>
      )}
      {intimacyHint !== null && (
        <div className="space-y-2">
          <NativeCheckbox
            name="intimacy"
            label="Show intimacy, too"
            hint={intimacyHint}
            defaultChecked={sent && state.values.intimacy !== undefined}
          />
          <FieldError message={noIntimacy} />
        </div>
      )}
    </div>
  );
}

function FieldError({ message }: { message: string | undefined }) {
  if (message === undefined) return null;
  return (
    <p role="alert" className="text-sm text-ember">
      {message}
    </p>
  );
}

export function NameField({ state, label }: { state: FormState<unknown>; label: string }) {
  return (
    <FormText
      name="name"
      label={label}
      hint="Your first name or a nickname. Leave it empty to stay anonymous."
      optional
      state={state}
      maxLength={40}
      autoComplete="given-name"
    />
  );
}

export function LastsField({ state }: { state: FormState<unknown> }) {
  return (
    <FormField label="The link works for" error={errorOf(state, "lasts")}>
      {(control) => (
        <Select {...control} name="lasts" defaultValue={state.values.lasts ?? "30"} key={state.values.lasts}>
          {LIFETIMES.map((lifetime) => (
            <option key={lifetime} value={lifetime}>
              {LIFETIME_WORDS[lifetime]}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}
