import type { ReactNode } from "react";
import { pageBrand } from "@/app/page-brand";
import { Logo } from "@/components/site/logo";

/** What Stripe's own pages stand in here: nobody shall take them for Stripe's, or for a place for a real card. */
export async function StandInFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="border-b border-line bg-gold-soft">
        <p className="mx-auto max-w-5xl px-4 py-2.5 text-center text-sm sm:px-6">
          <strong className="font-semibold">Stripe stand-in:</strong> no real card, no money.
        </p>
      </header>
      <main id="content" tabIndex={-1} className="flex-1">
        {children}
      </main>
      <footer className="border-t border-line">
        <div className="mx-auto flex max-w-5xl flex-wrap items-center justify-between gap-3 px-4 py-5 text-sm text-muted sm:px-6">
          <Logo name={(await pageBrand()).name} />
          <p>With a Stripe key, Stripe&rsquo;s own page stands here.</p>
        </div>
      </footer>
    </>
  );
}
