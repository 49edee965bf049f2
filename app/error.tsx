"use client";

import { NoticePage } from "@/components/site/notice-page";

/**
 * What a page shows that could not be made. The cause is in our log, under the digest. Every page loads this ahead, so
 * it has one way out and not the whole frame.
 */
export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <>
      <header className="border-b border-line bg-paper">
        <div className="mx-auto flex h-16 max-w-6xl items-center px-4 sm:px-6">
          <a href="/" className="rounded-md py-2 text-lg font-semibold">
            Soulmate
          </a>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="flex-1">
        <NoticePage mark="Error" title="We couldn’t show this page">
          <p>Something went wrong on our side, and we have logged it. Try again in a moment.</p>
          {digest !== null && (
            <p>
              If you write to us, quote <code>{digest}</code>.
            </p>
          )}
          <button type="button" onClick={() => retry()} className="link min-h-11">
            Try again
          </button>
        </NoticePage>
      </main>
    </>
  );
}
