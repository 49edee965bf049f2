"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { CommandEntry, NavigationGroup } from "@/components/portal/navigation";

const CommandPanel = dynamic(() => import("@/components/portal/command-panel"), { ssr: false });

interface CommandMenuProps {
  navigation: readonly NavigationGroup[];
  entries: readonly CommandEntry[];
}

const never = () => () => {};
const isMac = () => /Mac|iPhone|iPad/.test(navigator.platform);

/** Finds pages and actions by typing: its button, or Ctrl-K (⌘K). What it shows is loaded when first asked for. */
export function CommandMenu({ navigation, entries }: CommandMenuProps) {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const mac = useSyncExternalStore(never, isMac, () => false);

  const change = (next: boolean) => {
    setOpen(next);
    if (next) setWanted(true);
  };

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey) return;
      event.preventDefault();
      setWanted(true);
      setOpen((before) => !before);
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);

  return (
    <>
      <button
        type="button"
        onClick={() => change(true)}
        onPointerEnter={() => setWanted(true)}
        aria-haspopup="dialog"
        className="inline-flex min-h-9 cursor-pointer items-center gap-2.5 rounded-lg border border-line bg-card px-2.5 text-sm text-muted transition-colors hover:border-edge hover:text-ink sm:w-64 sm:px-3"
      >
        <Search aria-hidden size={16} />
        <span className="sr-only sm:not-sr-only">Go to…</span>
        <kbd className="ml-auto hidden rounded border border-line bg-sunken px-1.5 font-sans text-xs sm:inline">
          {mac ? "⌘K" : "Ctrl K"}
        </kbd>
      </button>
      {wanted && <CommandPanel open={open} onOpenChange={change} navigation={navigation} entries={entries} />}
    </>
  );
}
