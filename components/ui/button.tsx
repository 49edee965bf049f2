import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

/** The look of a button, also for links that lead on. */
export const buttonStyle = cva(
  "inline-flex min-h-11 cursor-pointer items-center justify-center gap-2 rounded-lg px-5 font-medium no-underline transition-colors disabled:cursor-default disabled:opacity-70",
  {
    variants: {
      kind: {
        primary: "bg-plum text-on-plum hover:bg-plum-strong",
        quiet: "border border-edge bg-card text-ink hover:border-plum hover:text-plum",
      },
    },
    defaultVariants: { kind: "primary" },
  },
);

type ButtonProps = ComponentProps<"button"> & VariantProps<typeof buttonStyle>;

export function Button({ kind, className, ...props }: ButtonProps) {
  return <button className={buttonStyle({ kind, className })} {...props} />;
}
