import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

/** The look of a button, also for links that lead on. */
export const buttonStyle = cva(
  "inline-flex cursor-pointer items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap no-underline transition-colors disabled:cursor-default disabled:opacity-70 aria-disabled:cursor-default aria-disabled:opacity-70",
  {
    variants: {
      kind: {
        primary: "bg-plum text-on-plum hover:bg-plum-strong",
        quiet: "border border-edge bg-card text-ink hover:border-plum hover:text-plum",
        /** Leads nowhere that hurts, and takes no attention: in tables and toolbars. */
        bare: "text-muted hover:bg-sunken hover:text-ink",
        /** What cannot be undone. */
        danger: "bg-ember text-card hover:brightness-90",
      },
      size: {
        normal: "min-h-11 px-5",
        small: "min-h-9 px-3.5 text-sm",
        icon: "size-9 shrink-0",
      },
    },
    defaultVariants: { kind: "primary", size: "normal" },
  },
);

type ButtonProps = ComponentProps<"button"> & VariantProps<typeof buttonStyle>;

export function Button({ kind, size, className, ...props }: ButtonProps) {
  return <button className={buttonStyle({ kind, size, className })} {...props} />;
}
