"use client";

import { cx } from "class-variance-authority";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { EVENT_TABS } from "./tabs";

/** The pages of one event as links, the present one marked. */
export function TabLinks({ eventId }: { eventId: string }) {
  const home = `/partner/events/${eventId}`;
  const path = usePathname();
  return (
    <nav aria-label="Event pages" className="border-b border-line">
      <ul className="-mb-px flex gap-5 overflow-x-auto">
        {EVENT_TABS.map(({ segment, label }) => {
          const href = segment === "" ? home : `${home}/${segment}`;
          const here = segment === "" ? path === home : path === href || path.startsWith(`${href}/`);
          return (
            <li key={label}>
              <Link
                prefetch={false}
                href={href}
                aria-current={here ? "page" : undefined}
                className={cx(
                  "inline-flex min-h-11 items-center border-b-2 px-0.5 text-sm font-medium whitespace-nowrap no-underline -outline-offset-2 transition-colors",
                  here ? "border-plum text-ink" : "border-transparent text-muted hover:text-ink",
                )}
              >
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
