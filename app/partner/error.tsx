"use client";

import { TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Inside the portal's frame: a page that could not be made. The cause is in our log, under the digest. */
export default function PartnerError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <div className="flex flex-col items-center gap-3 py-16 text-center">
      <span
        aria-hidden
        className="flex size-11 items-center justify-center rounded-full bg-ember-soft text-ember"
      >
        <TriangleAlert size={20} />
      </span>
      <h1 className="text-xl font-semibold tracking-tight">This page could not be made</h1>
      <p className="max-w-md text-muted">
        The fault is on our side and has been logged. Trying again may help.
        {digest !== null && (
          <>
            {" "}
            If you write to us, quote <code className="font-mono text-ink">{digest}</code>.
          </>
        )}
      </p>
      <Button type="button" kind="quiet" size="small" onClick={() => retry()}>
        Try again
      </Button>
    </div>
  );
}
