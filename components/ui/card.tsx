import { cx } from "class-variance-authority";
import type { ComponentProps } from "react";

export function Card({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      className={cx(
        "rounded-2xl border border-line bg-card shadow-[0_1px_2px_rgb(36_26_30/0.04)]",
        className,
      )}
      {...props}
    />
  );
}
