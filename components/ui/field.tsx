import { cx } from "class-variance-authority";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

const CONTROL =
  "min-h-11 w-full rounded-lg border border-edge bg-card px-3 text-base text-ink transition-colors hover:border-plum aria-invalid:border-ember aria-invalid:bg-ember-soft";

type LabelProps = ComponentProps<"label"> & { htmlFor: string };

export function Label({ className, htmlFor, ...props }: LabelProps) {
  // biome-ignore lint/a11y/noLabelWithoutControl: its text comes with the props
  return <label htmlFor={htmlFor} className={cx("block text-sm font-medium", className)} {...props} />;
}

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cx(CONTROL, className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={cx(CONTROL, "min-h-28 py-2.5 leading-relaxed", className)} {...props} />;
}

/** The browser's own list: it is the one that works with every keyboard, screen reader and phone. */
export function Select({ className, ...props }: ComponentProps<"select">) {
  return (
    <span className="relative block">
      <select className={cx(CONTROL, "cursor-pointer appearance-none pr-9", className)} {...props} />
      <ChevronDown
        aria-hidden
        size={16}
        className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
