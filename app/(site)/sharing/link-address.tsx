"use client";

import { Share2 } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

const never = () => () => {};
const canShare = () => typeof navigator.share === "function";

/** A link to copy, and to hand to the phone's own sheet where there is one. */
export function LinkAddress({ id, url }: { id: string; url: string }) {
  const shares = useSyncExternalStore(never, canShare, () => false);
  const share = () => {
    // Closing the sheet without sending is no fault.
    navigator.share({ url }).catch(() => {});
  };
  return (
    <div className="space-y-3">
      <p className="flex items-center gap-3 rounded-lg bg-sunken px-3 py-2">
        <code id={`link-${id}`} className="min-w-0 flex-1 font-mono text-xs break-all text-ink">
          {url}
        </code>
        <CopyButton from={`link-${id}`} label="Copy the link" on="page" />
      </p>
      {shares && (
        <Button type="button" size="small" onClick={share}>
          <Share2 aria-hidden size={16} /> Send it
        </Button>
      )}
    </div>
  );
}
