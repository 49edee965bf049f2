import type { ReactNode } from "react";

/** A page that says one thing: not found, something broke. */
export function NoticePage({ mark, title, children }: { mark: string; title: string; children: ReactNode }) {
  return (
    <div className="mx-auto max-w-2xl px-4 py-20 sm:px-6 sm:py-28">
      <p className="font-mono text-sm text-muted">{mark}</p>
      <h1 className="mt-3 text-3xl font-semibold tracking-tight sm:text-4xl">{title}</h1>
      <div className="mt-5 space-y-6 text-lg text-muted">{children}</div>
    </div>
  );
}
