"use client";

import { cx } from "class-variance-authority";
import { Check, Minus } from "lucide-react";
import * as Radix from "radix-ui/checkbox";
import { type ComponentProps, type ReactNode, useId } from "react";

/** A box to tick; `checked="indeterminate"` for some of many. Needs a label: see CheckboxField. */
export function Checkbox({ className, ...props }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      className={cx(
        "group inline-flex size-5 shrink-0 cursor-pointer items-center justify-center rounded border border-edge bg-card text-on-plum transition-colors hover:border-plum disabled:cursor-default disabled:opacity-60 data-[state=checked]:border-plum data-[state=checked]:bg-plum data-[state=indeterminate]:border-plum data-[state=indeterminate]:bg-plum",
        className,
      )}
      {...props}
    >
      <Radix.Indicator>
        <Check aria-hidden size={14} strokeWidth={3} className="group-data-[state=indeterminate]:hidden" />
        <Minus
          aria-hidden
          size={14}
          strokeWidth={3}
          className="hidden group-data-[state=indeterminate]:block"
        />
      </Radix.Indicator>
    </Radix.Root>
  );
}

type CheckboxFieldProps = ComponentProps<typeof Checkbox> & { label: ReactNode; hint?: ReactNode };

export function CheckboxField({ label, hint, ...props }: CheckboxFieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="flex gap-3">
      <Checkbox
        id={id}
        aria-describedby={hint === undefined ? undefined : hintId}
        className="mt-0.5"
        {...props}
      />
      <div className="text-sm">
        <label htmlFor={id} className="cursor-pointer font-medium">
          {label}
        </label>
        {hint !== undefined && (
          <p id={hintId} className="text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
