"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";

type Outcome = "copied" | "selected" | null;

const SAID = { copied: "Copied.", selected: "Selected: copy it with your keyboard." } as const;
const SHOWN_MS = 2_500;

const never = () => () => {};

interface CopyButtonProps {
  /** The id of the element whose text is copied. */
  from: string;
  label: string;
  /** What it stands on: dark code, or the page. */
  on?: "code" | "page";
}

const LOOK = {
  code: "text-code-muted outline-code-ink hover:bg-code-line hover:text-code-ink",
  page: "text-muted hover:bg-sunken hover:text-ink",
} as const;

/** Copies the text of an element. Only where scripts run: without them it is not there at all. */
export function CopyButton({ from, label, on = "code" }: CopyButtonProps) {
  const scripted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const [outcome, setOutcome] = useState<Outcome>(null);

  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  if (!scripted) return null;
  const copy = async () => {
    const source = document.getElementById(from);
    if (source === null) return;
    try {
      await navigator.clipboard.writeText(source.textContent ?? "");
      setOutcome("copied");
    } catch {
      // Refused, or a page without HTTPS, which has no clipboard: the next best thing.
      window.getSelection()?.selectAllChildren(source);
      setOutcome("selected");
    }
  };
  return (
    <>
      <button
        type="button"
        onClick={copy}
        aria-label={label}
        className={`inline-flex min-h-9 cursor-pointer items-center gap-1.5 rounded-md px-2.5 text-xs font-medium transition-colors ${LOOK[on]}`}
      >
        {outcome === "copied" ? <Check aria-hidden size={14} /> : <Copy aria-hidden size={14} />}
        {outcome === "copied" ? "Copied" : "Copy"}
      </button>
      <span role="status" className="sr-only">
        {outcome === null ? "" : SAID[outcome]}
      </span>
    </>
  );
}
