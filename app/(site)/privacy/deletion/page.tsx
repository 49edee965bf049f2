import type { Metadata } from "next";
import { DeletionStatus } from "./deletion-status";

export const metadata: Metadata = { title: "Your deletion", robots: { index: false } };

export default function DeletionPage() {
  return (
    <div className="mx-auto max-w-3xl space-y-8 px-4 py-10 sm:px-6 sm:py-14">
      <header className="space-y-3">
        <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">Your deletion</h1>
        <p className="text-lg text-pretty text-muted">
          The link from our email, or from the privacy page, opens it. You don’t need an account.
        </p>
      </header>
      <DeletionStatus />
    </div>
  );
}
