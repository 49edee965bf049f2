import { cx } from "class-variance-authority";
import type { ComponentProps } from "react";

/** A table that scrolls in its own frame where the screen is too narrow, by touch and by keyboard. */
type TableProps = ComponentProps<"table"> & {
  label: string;
  /** Classes of the frame. */
  frameClassName?: string;
};

export function Table({ label, frameClassName, className, ...props }: TableProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
      className={cx("relative overflow-x-auto rounded-2xl border border-line bg-card", frameClassName)}
    >
      <table className={cx("w-full border-collapse text-left text-sm", className)} {...props} />
    </section>
  );
}

const CELL = "px-2.5 py-3 align-top first:pl-4 last:pr-4 sm:px-4 sm:first:pl-6 sm:last:pr-6";

export function HeadCell({ className, ...props }: ComponentProps<"th">) {
  return <th scope="col" className={cx(CELL, "align-bottom font-medium text-muted", className)} {...props} />;
}

export function RowHead({ className, ...props }: ComponentProps<"th">) {
  return <th scope="row" className={cx(CELL, "font-medium", className)} {...props} />;
}

export function Cell({ className, ...props }: ComponentProps<"td">) {
  return <td className={cx(CELL, className)} {...props} />;
}
