import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { buttonStyle } from "@/components/ui/button";

interface PaginationProps {
  /** What is paged, for screen readers: "Requests". */
  label: string;
  /** The address of the page after this one; null on the last. */
  nextHref: string | null;
  /** The address of the first page; null on it. Cursors lead onward only: the browser's own button leads back. */
  firstHref: string | null;
  /** What the buttons say where rows are not in the order of time. */
  firstLabel?: string;
  nextLabel?: string;
}

/** Ways through a list by cursor. Absent where one page holds everything. */
export function Pagination({
  label,
  nextHref,
  firstHref,
  firstLabel = "Newest",
  nextLabel = "Older",
}: PaginationProps) {
  if (nextHref === null && firstHref === null) return null;
  return (
    <nav aria-label={`${label}: pages`} className="flex justify-end gap-2.5 pt-4">
      {firstHref !== null && (
        <Link prefetch={false} href={firstHref} className={buttonStyle({ kind: "quiet", size: "small" })}>
          <ChevronLeft aria-hidden size={16} className="-ml-1" /> {firstLabel}
        </Link>
      )}
      {nextHref !== null && (
        <Link prefetch={false} href={nextHref} className={buttonStyle({ kind: "quiet", size: "small" })}>
          {nextLabel} <ChevronRight aria-hidden size={16} className="-mr-1" />
        </Link>
      )}
    </nav>
  );
}
