import type { ReactNode } from "react";
import { Logo } from "@/components/site/logo";
import { brandOf } from "@/lib/platform/brand";

/**
 * What a shared page stands in. Its address is a secret, so nothing on it leads on without loading a page anew: the policy
 * that keeps the address from other pages (proxy.ts) ends with this one.
 */
export default function SharedLayout({ children }: { children: ReactNode }) {
  const { name } = brandOf(null);
  return (
    <>
      <header className="border-b border-line bg-paper print:hidden">
        <div className="mx-auto flex h-16 max-w-4xl items-center px-4 sm:px-6">
          <a href="/" aria-label={`${name}, home`} className="rounded-md py-2">
            <Logo name={name} />
          </a>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="min-h-[calc(100dvh-4rem)] flex-1">
        {children}
      </main>
      <footer className="border-t border-line print:hidden">
        <p className="mx-auto max-w-4xl px-4 py-8 text-sm text-muted sm:px-6">
          {name} shows people what they bring and how well they fit, for free. We count how often a shared
          page is opened, and keep nothing about who opens it.{" "}
          <a href="/privacy" className="link">
            Privacy
          </a>
        </p>
      </footer>
    </>
  );
}
