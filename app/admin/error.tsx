"use client";

import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";

/** What stands in the frame where a page could not be made. The cause is in our log, under the digest. */
export default function AdminError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <div className="max-w-2xl space-y-4">
      <h1 className="text-2xl font-semibold tracking-tight">This page could not be made</h1>
      <ErrorNotice
        action={
          <Button kind="quiet" size="small" onClick={() => retry()}>
            Try again
          </Button>
        }
      >
        The cause is in the log{digest === null ? "." : ", under "}
        {digest !== null && <code className="font-mono">{digest}</code>}
        {digest !== null && "."}
      </ErrorNotice>
    </div>
  );
}
