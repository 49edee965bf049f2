import { ChevronRight } from "lucide-react";
import Link from "next/link";

interface BreadcrumbsProps {
  /** From the area down to the page above this one. */
  items: readonly { href: string; label: string }[];
  /** This page. */
  current: string;
}

/** Where a page lies, above its header; for pages below those of the navigation. */
export function Breadcrumbs({ items, current }: BreadcrumbsProps) {
  return (
    <nav aria-label="Breadcrumb" className="mb-3 text-sm text-muted">
      <ol className="flex flex-wrap items-center gap-x-1.5">
        {items.map(({ href, label }) => (
          <li key={href} className="flex items-center gap-1.5">
            <Link
              prefetch={false}
              href={href}
              className="inline-flex min-h-8 items-center hover:text-ink hover:underline"
            >
              {label}
            </Link>
            <ChevronRight aria-hidden size={14} />
          </li>
        ))}
        <li aria-current="page" className="max-w-full truncate text-ink">
          {current}
        </li>
      </ol>
    </nav>
  );
}
