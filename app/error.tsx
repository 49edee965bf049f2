"use client";

import { NoticePage } from "@/components/site/notice-page";
import { SiteFrame } from "@/components/site/site-frame";
import { Button } from "@/components/ui/button";

/** What a page shows that could not be made. The cause is in our log, under the digest. */
export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <SiteFrame>
      <NoticePage mark="Error" title="This page could not be made">
        <p>The fault is on our side and has been logged. Trying again may help.</p>
        {digest !== null && (
          <p className="text-base">
            If you write to us, quote <code className="font-mono text-ink">{digest}</code>.
          </p>
        )}
        <Button onClick={() => retry()} className="text-base">
          Try again
        </Button>
      </NoticePage>
    </SiteFrame>
  );
}
