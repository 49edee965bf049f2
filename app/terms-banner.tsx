"use client";

import { useActionState } from "react";
import { errorOf, FormProblem } from "@/app/form-parts";
import { type FormState, UNSENT } from "@/app/form-state";
import { Notice } from "@/components/ui/error-notice";
import { SubmitButton } from "@/components/ui/submit-button";

type Accepted = FormState<{ accepted: true }>;

export interface TermsBannerProps {
  /** What is to be accepted, and what is new in it. */
  pending: readonly { href: string; title: string; changed: string; isNew: boolean }[];
  /** Which versions these are, of all the texts that are accepted together. */
  value: string;
  /** Whom the texts bind, where it is not the reader: "Kindred Café". */
  company?: string;
  accept: (before: Accepted, form: FormData) => Promise<Accepted>;
}

/** Asks again where a text has a new version, or was never accepted. Everything goes on working meanwhile. */
export function TermsBanner({ pending, value, company, accept }: TermsBannerProps) {
  const [state, submit] = useActionState(accept, UNSENT);
  const stale = errorOf(state, "accepted");
  return (
    <Notice className="mb-8">
      <section aria-labelledby="terms-banner" className="space-y-2">
        <h2 id="terms-banner" className="font-semibold">
          {pending.some(({ isNew }) => !isNew) ? "We changed our terms" : "Please read and accept our terms"}
          {company !== undefined && ` for ${company}`}
        </h2>
        <ul className="space-y-1">
          {pending.map(({ href, title, changed, isNew }) => (
            <li key={href}>
              <a href={href} target="_blank" rel="noreferrer" className="link">
                {title}
              </a>
              {!isNew && `: ${changed}`}
            </li>
          ))}
        </ul>
        <form action={submit} className="space-y-2 pt-1">
          <FormProblem state={state} />
          {stale !== undefined && (
            <p role="alert" className="text-ember">
              {stale}
            </p>
          )}
          <input type="hidden" name="accepted" value={value} />
          <SubmitButton size="small" pendingLabel="Accepting…">
            I agree
          </SubmitButton>
        </form>
      </section>
    </Notice>
  );
}
