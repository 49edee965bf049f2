import { errorOf } from "@/app/form-parts";
import type { FormState } from "@/app/form-state";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { BeginTerms } from "./begin-terms";

/** Everyone checks this box before they begin, because people under 16 may not answer. */
export function AgeCheck({ state }: { state: FormState<unknown> }) {
  const error = errorOf(state, "old_enough");
  return (
    <div className="space-y-1.5">
      <NativeCheckbox
        name="old_enough"
        required
        label="I’m 16 or older"
        aria-describedby={error === undefined ? undefined : "age-error"}
      />
      <BeginTerms className="text-sm text-muted" />
      {error !== undefined && (
        <p id="age-error" role="alert" className="text-sm text-ember">
          {error}
        </p>
      )}
    </div>
  );
}
