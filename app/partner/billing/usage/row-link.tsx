import Link from "next/link";
import type { ReactNode } from "react";

interface RowLinkProps {
  href: string;
  /** For what opens below on the same page: whether it is what is shown there. */
  current?: boolean;
  className?: string;
  children: ReactNode;
}

/** What a row opens to. It is seen to be a link without a pointer over it: phones have none. */
export function RowLink({ href, current, className = "", children }: RowLinkProps) {
  return (
    <Link
      prefetch={false}
      scroll={current === undefined}
      href={href}
      aria-current={current ? "true" : undefined}
      className={`wrap-anywhere underline decoration-muted/50 underline-offset-4 hover:decoration-current aria-[current]:font-semibold aria-[current]:decoration-current ${className}`}
    >
      {children}
    </Link>
  );
}
