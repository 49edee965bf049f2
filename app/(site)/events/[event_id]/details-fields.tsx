"use client";

import { useState } from "react";
import { errorOf, FormText } from "@/app/form-parts";
import type { FormState } from "@/app/form-state";
import { Select } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { SEEKS_CONSENT } from "@/lib/events/registrations/seeks-consent";

interface FieldError {
  id: string;
  text: string | undefined;
}

/** What is wrong with a box, where it stands. */
export function BoxError({ id, text }: FieldError) {
  if (text === undefined) return null;
  return (
    <p id={id} role="alert" className="text-sm text-ember">
      {text}
    </p>
  );
}

export function NameField({ state, name }: { state: FormState<unknown>; name: string }) {
  return (
    <FormText
      name="name"
      label="Your first name"
      hint="The organizer sees it, and guests whom you’re to meet if you allow that below."
      state={state}
      defaultValue={name}
      required
      maxLength={40}
      autoComplete="given-name"
    />
  );
}

interface GroupFieldsProps {
  state: FormState<unknown>;
  groups: readonly string[];
  group: string | null;
  seeks: readonly string[];
}

/** Where the event has groups: which one a person is in, and whom they want to meet. Both may stay open. */
export function GroupFields({ state, groups, group, seeks }: GroupFieldsProps) {
  // A form is reset once it was sent, and only what React holds itself outlives that.
  const [sought, setSought] = useState<readonly string[]>(seeks);
  const error = errorOf(state, "seeks_agreed");
  const labels = [...new Set([...groups, ...(group === null ? [] : [group]), ...seeks])];
  if (labels.length === 0) return null;
  return (
    <>
      <input type="hidden" name="uses_groups" value="on" />
      <FormField label="Your group" optional error={errorOf(state, "group")}>
        {(control) => (
          <Select {...control} name="group" defaultValue={state.values.group ?? group ?? ""}>
            <option value="">None</option>
            {labels.map((label) => (
              <option key={label}>{label}</option>
            ))}
          </Select>
        )}
      </FormField>
      <fieldset className="space-y-3">
        <legend className="text-sm font-medium">
          Whom would you like to meet?<span className="ml-1.5 font-normal text-muted">optional</span>
        </legend>
        <div className="flex flex-wrap gap-2">
          {labels.map((label) => (
            <label
              key={label}
              className="inline-flex min-h-9 cursor-pointer items-center gap-2 rounded-full border border-edge px-3.5 text-sm has-checked:border-plum has-checked:bg-plum-soft"
            >
              <input
                type="checkbox"
                name="seeks"
                value={label}
                checked={sought.includes(label)}
                onChange={({ target }) =>
                  setSought(target.checked ? [...sought, label] : sought.filter((chosen) => chosen !== label))
                }
                className="size-4 accent-plum"
              />
              {label}
            </label>
          ))}
        </div>
        <p className="text-sm text-muted">Choose none to meet everyone.</p>
        <NativeCheckbox
          name="seeks_agreed"
          label={SEEKS_CONSENT.title}
          hint={SEEKS_CONSENT.says}
          defaultChecked={state.values.seeks_agreed === "on" || seeks.length > 0}
          aria-describedby={error === undefined ? undefined : "seeks-error"}
        />
        <BoxError id="seeks-error" text={error} />
      </fieldset>
    </>
  );
}
