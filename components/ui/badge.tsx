import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

const badgeStyle = cva("inline-flex items-center rounded-md px-2 py-0.5 font-mono text-xs font-medium", {
  variants: {
    tone: {
      plain: "bg-sunken text-muted",
      plum: "bg-plum-soft text-plum",
      pine: "bg-pine-soft text-pine",
      ember: "bg-ember-soft text-ember",
    },
  },
  defaultVariants: { tone: "plain" },
});

export function Badge({
  tone,
  className,
  ...props
}: ComponentProps<"span"> & VariantProps<typeof badgeStyle>) {
  return <span className={badgeStyle({ tone, className })} {...props} />;
}
