"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { DOCS_NAVIGATION } from "../pages";

/** Every page, and which one this is: at the side, or on a phone behind a summary that works without scripts. */
export function DocsSidebar() {
  const path = usePathname();
  const here = DOCS_NAVIGATION.flatMap(({ pages }) => pages).find((page) => isHere(page.path, path));
  return (
    <>
      <details key={path} className="docs-menu group rounded-xl border border-line bg-card lg:hidden">
        <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-xl px-4 text-sm font-medium">
          <ChevronRight aria-hidden size={16} className="transition-transform group-open:rotate-90" />
          <span className="text-muted">Documentation</span>
          {here !== undefined && <span className="min-w-0 truncate">{here.title}</span>}
        </summary>
        <nav aria-label="Documentation menu" className="border-t border-line px-2 py-3">
          <Pages path={path} />
        </nav>
      </details>
      <nav
        aria-label="Documentation"
        className="docs-sidebar sticky top-0 -ml-3 hidden max-h-dvh overflow-y-auto py-6 lg:block"
      >
        <Pages path={path} />
      </nav>
    </>
  );
}

function isHere(page: string, path: string): boolean {
  return page === path || (page === "/docs/reference" && path.startsWith("/docs/reference/"));
}

function Pages({ path }: { path: string }) {
  return (
    <ul className="space-y-5">
      {DOCS_NAVIGATION.map(({ title, pages }) => (
        <li key={title}>
          <p className="px-3 pb-1 text-xs font-medium text-muted">{title}</p>
          <ul>
            {pages.map((page) => (
              <li key={page.path}>
                <Link
                  prefetch={false}
                  href={page.path}
                  aria-current={isHere(page.path, path) ? "page" : undefined}
                  className="flex min-h-9 items-center rounded-lg px-3 text-sm text-muted outline-offset-[-2px] transition-colors hover:bg-sunken hover:text-ink aria-[current=page]:bg-plum-soft aria-[current=page]:font-medium aria-[current=page]:text-plum"
                >
                  {page.title}
                </Link>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
