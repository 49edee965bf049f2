"use client";

import { cx } from "class-variance-authority";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useId } from "react";
import { currentHref, type NavigationGroup } from "@/components/portal/navigation";

/** The pages of an area; the one that is open is marked. */
export function PortalNav({ label, groups }: { label: string; groups: readonly NavigationGroup[] }) {
  const id = useId();
  const current = currentHref(groups, usePathname());
  return (
    <nav aria-label={label} className="space-y-5">
      {groups.map((group, at) => (
        <div key={group.label ?? "first"}>
          {group.label !== undefined && (
            <p id={`${id}-${at}`} className="px-3 pb-1 text-xs font-medium text-muted">
              {group.label}
            </p>
          )}
          <ul aria-labelledby={group.label === undefined ? undefined : `${id}-${at}`} className="space-y-0.5">
            {group.items.map((item) => {
              const open = item.href === current;
              return (
                <li key={item.href}>
                  <Link
                    prefetch={false}
                    href={item.href}
                    aria-current={open ? "page" : undefined}
                    className={cx(
                      "flex min-h-10 items-center gap-3 rounded-lg px-3 text-sm -outline-offset-2 transition-colors lg:min-h-9 [&>svg]:size-4 [&>svg]:shrink-0",
                      open
                        ? "bg-plum-soft font-medium text-plum"
                        : "text-muted hover:bg-sunken hover:text-ink",
                    )}
                  >
                    {item.icon}
                    {item.label}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}
