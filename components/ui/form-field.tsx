import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Label } from "@/components/ui/field";

interface FieldControl {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface FormFieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with it and how to mend it. */
  error?: string | undefined;
  optional?: boolean;
  /** Gets what ties the control to its label, hint and error: `{(control) => <Input {...control} name="email" />}`. */
  children: (control: FieldControl) => ReactNode;
}

/** A control with its label, hint and error, read together by screen readers. */
export function FormField({ label, hint, error, optional = false, children }: FormFieldProps) {
  const id = useId();
  const hintId = hint === undefined ? null : `${id}-hint`;
  const errorId = error === undefined ? null : `${id}-error`;
  const described = [errorId, hintId].filter((part) => part !== null).join(" ");
  return (
    <div className="space-y-1.5">
      <Label htmlFor={id}>
        {label}
        {optional && <span className="ml-1.5 font-normal text-muted">optional</span>}
      </Label>
      {children({
        id,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      {errorId !== null && (
        <p id={errorId} role="alert" className="flex gap-2 text-sm">
          <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-ember" />
          {error}
        </p>
      )}
      {hintId !== null && (
        <p id={hintId} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
