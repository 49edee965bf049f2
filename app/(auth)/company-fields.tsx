import { errorOf, FormText } from "@/app/form-parts";
import type { FormState } from "@/app/form-state";
import { Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";

/** What is asked of a company that joins. */
export function CompanyFields({ state }: { state: FormState<unknown> }) {
  return (
    <>
      <FormText
        name="company_name"
        label="Company"
        autoComplete="organization"
        required
        maxLength={200}
        state={state}
      />
      <FormField label="What will you build?" optional error={errorOf(state, "use_case")}>
        {(control) => (
          <Textarea
            {...control}
            name="use_case"
            rows={2}
            maxLength={2_000}
            defaultValue={state.values.use_case}
            className="min-h-20"
          />
        )}
      </FormField>
    </>
  );
}
