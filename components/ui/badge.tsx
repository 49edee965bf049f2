import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

const badgeStyle = cva(
  "inline-flex items-center gap-1.5 rounded-md px-2 py-0.5 font-mono text-xs font-medium whitespace-nowrap",
  {
    variants: {
      tone: {
        plain: "bg-sunken text-muted",
        plum: "bg-plum-soft text-plum",
        /** Well. */
        pine: "bg-pine-soft text-pine",
        /** Needs a look. */
        gold: "bg-gold-soft text-gold",
        /** Wrong. */
        ember: "bg-ember-soft text-ember",
      },
    },
    defaultVariants: { tone: "plain" },
  },
);

export type BadgeTone = NonNullable<VariantProps<typeof badgeStyle>["tone"]>;

type BadgeProps = ComponentProps<"span"> & {
  tone?: BadgeTone | undefined;
  /** A dot before the word, for states that change. */
  dot?: boolean;
};

/** A word or two about a thing. Words begin with a capital wherever they stand; codes come in an element of their own. */

export function Badge({ tone, dot = false, className, children, ...props }: BadgeProps) {
  return (
    <span className={badgeStyle({ tone, className })} {...props}>
      {dot && <span aria-hidden className="size-1.5 rounded-full bg-current" />}
      {typeof children === "string" ? <span className="first-letter:uppercase">{children}</span> : children}
    </span>
  );
}
