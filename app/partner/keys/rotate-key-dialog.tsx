"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { rotateKey } from "@/app/partner/keys/actions";
import { OVERLAPS } from "@/app/partner/keys/key-words";
import { NewKeyShown } from "@/app/partner/keys/new-key-shown";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogClose } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { useAction } from "@/components/ui/use-action";
import type { ApiKey } from "@/lib/partners/api-keys/schemas";

interface RotateKeyDialogProps {
  apiKey: Pick<ApiKey, "id" | "name" | "mode">;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

type Overlap = (typeof OVERLAPS)[number]["value"];

/** Makes the key that takes over from another, and shows it once. */
export function RotateKeyDialog({ apiKey, open, onOpenChange }: RotateKeyDialogProps) {
  const [made, setMade] = useState<{ key: string; mode: "test" | "live" } | null>(null);
  const [overlap, setOverlap] = useState<Overlap>("86400");
  const router = useRouter();
  const change = (next: boolean) => {
    onOpenChange(next);
    if (next || made === null) return;
    setMade(null);
    // Not before: a key that ended at once leaves the list, and would take the new one's only showing with it.
    router.refresh();
  };
  return (
    <Dialog
      title={made === null ? `Rotate “${apiKey.name}”?` : `“${apiKey.name}” has a new key`}
      description={
        made === null
          ? "A new key takes over, with the same name, scopes and restrictions. Choose how long the old one goes on working."
          : undefined
      }
      open={open}
      onOpenChange={change}
      dismissible={made === null}
    >
      {made === null ? (
        <Ask keyId={apiKey.id} overlap={overlap} setOverlap={setOverlap} onMade={setMade} />
      ) : (
        <NewKeyShown made={made} note={afterwards(overlap)} onDone={() => change(false)} />
      )}
    </Dialog>
  );
}

function Ask({
  keyId,
  overlap,
  setOverlap,
  onMade,
}: {
  keyId: string;
  overlap: Overlap;
  setOverlap: (overlap: Overlap) => void;
  onMade: (made: { key: string; mode: "test" | "live" }) => void;
}) {
  const { run, pending, problem } = useAction(rotateKey, onMade);
  return (
    <div className="space-y-4">
      {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <div className="space-y-2">
        <p className="text-sm font-medium">Overlap</p>
        <SegmentedControl label="Overlap" value={overlap} onChange={setOverlap} options={OVERLAPS} />
        <p className="text-sm text-muted">{afterwards(overlap)}</p>
      </div>
      <DialogActions>
        <Button
          type="button"
          aria-disabled={pending}
          onClick={() => {
            if (!pending) run({ key_id: keyId, overlap_seconds: Number(overlap) });
          }}
        >
          {pending ? "Rotating…" : "Rotate key"}
        </Button>
        <DialogClose>
          <Button type="button" kind="quiet">
            Cancel
          </Button>
        </DialogClose>
      </DialogActions>
    </div>
  );
}

function afterwards(overlap: Overlap): string {
  const found = OVERLAPS.find(({ value }) => value === overlap);
  return overlap === "0"
    ? "The old key is refused within a second. For when it has leaked."
    : `The old key works for ${found?.label ?? ""} more. Put the new one in place until then.`;
}
