import Link from "next/link";
import type { ReactNode } from "react";

interface ShareHeaderProps {
  /** Where one came from. */
  back: { href: string; label: string };
  title: string;
  children: ReactNode;
  picture: ReactNode;
}

/** The top of a page on which something of one's own is shared. */
export function ShareHeader({ back, title, children, picture }: ShareHeaderProps) {
  return (
    <header className="space-y-4">
      <p className="text-sm">
        <Link prefetch={false} href={back.href} className="link">
          {back.label}
        </Link>
      </p>
      <div className="grid items-center gap-x-10 gap-y-4 sm:grid-cols-[1.8fr_1fr]">
        <div className="space-y-3">
          <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">{title}</h1>
          <p className="text-lg text-muted">{children}</p>
        </div>
        {picture}
      </div>
    </header>
  );
}
