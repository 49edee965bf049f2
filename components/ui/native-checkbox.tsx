import { Check } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";

type NativeCheckboxProps = Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode };

/** The look of CheckboxField around the browser's own box: for forms that are sent as they are, with or without scripts. */
export function NativeCheckbox({ label, hint, ...props }: NativeCheckboxProps) {
  return (
    <label className="flex cursor-pointer gap-3 text-sm">
      <span className="relative mt-0.5 flex size-5 shrink-0 items-center justify-center">
        <input
          type="checkbox"
          className="peer absolute inset-0 size-full cursor-pointer appearance-none rounded border border-edge bg-card transition-colors checked:border-plum checked:bg-plum hover:border-plum"
          {...props}
        />
        <Check
          aria-hidden
          size={14}
          strokeWidth={3}
          className="pointer-events-none relative hidden text-on-plum peer-checked:block"
        />
      </span>
      <span>
        <span className="font-medium">{label}</span>
        {hint !== undefined && <span className="block text-muted">{hint}</span>}
      </span>
    </label>
  );
}
