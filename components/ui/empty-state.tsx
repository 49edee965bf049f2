import { cx } from "class-variance-authority";
import type { ReactNode } from "react";

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  /** What will be here, and what to do for it. */
  children: ReactNode;
  /** The next step: a button or link. */
  action?: ReactNode;
  className?: string;
  /** The rank of its title on the page. */
  headingLevel?: 2 | 3;
}

/** What stands where there is nothing yet. */
export function EmptyState({ icon, title, children, action, className, headingLevel = 2 }: EmptyStateProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div
      className={cx(
        "flex flex-col items-center gap-3 rounded-2xl border border-dashed border-edge/60 px-6 py-12 text-center",
        className,
      )}
    >
      <span
        aria-hidden
        className="flex size-11 items-center justify-center rounded-full bg-plum-soft text-plum [&>svg]:size-5"
      >
        {icon}
      </span>
      <Heading className="font-semibold">{title}</Heading>
      <div className="max-w-md text-sm text-muted">{children}</div>
      {action !== undefined && <div className="mt-2 flex flex-wrap justify-center gap-2.5">{action}</div>}
    </div>
  );
}
