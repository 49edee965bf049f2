"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { DialogActions } from "@/components/ui/dialog";
import { SecretReveal } from "@/components/ui/secret-reveal";

/** A key in the one moment it can be read. The dialog stays until somebody says that they have it. */
export function NewKeyShown({
  made,
  note,
  onDone,
}: {
  made: { key: string; mode: "test" | "live" };
  note?: string;
  onDone: () => void;
}) {
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus(), []);
  return (
    <div ref={top} tabIndex={-1}>
      {note !== undefined && <p className="mb-4 text-sm text-muted">{note}</p>}
      <SecretReveal label={made.mode === "live" ? "Live key" : "Test key"} secret={made.key} />
      <DialogActions>
        <Button type="button" onClick={onDone}>
          I have copied it
        </Button>
      </DialogActions>
    </div>
  );
}
