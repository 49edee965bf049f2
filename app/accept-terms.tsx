import { Fragment } from "react";
import { errorOf } from "@/app/form-parts";
import type { FormState } from "@/app/form-state";
import type { TermsToAccept } from "@/app/terms-to-accept";
import { NativeCheckbox } from "@/components/ui/native-checkbox";

/** The box that agrees to legal texts. They open beside the form, so that what was typed stays. */
export function AcceptTerms({ terms, state }: { terms: TermsToAccept; state: FormState<unknown> }) {
  const error = errorOf(state, "accepted");
  return (
    <div className="space-y-1.5">
      <NativeCheckbox
        name="accepted"
        value={terms.value}
        required
        defaultChecked={state.values.accepted === terms.value}
        label={
          <span className="font-normal">
            I agree to the <TermsLinks terms={terms} />
          </span>
        }
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : "accepted-error"}
      />
      {error !== undefined && (
        <p id="accepted-error" role="alert" className="text-sm text-ember">
          {error}
        </p>
      )}
    </div>
  );
}

/** `Terms for people, Privacy notice and Cookies`, each a link that opens a tab of its own. */
export function TermsLinks({ terms: { links } }: { terms: Pick<TermsToAccept, "links"> }) {
  return links.map(({ href, title }, index) => (
    <Fragment key={href}>
      {index > 0 && (index === links.length - 1 ? " and the " : ", the ")}
      <a href={href} target="_blank" rel="noreferrer" className="link">
        {title}
      </a>
    </Fragment>
  ));
}
