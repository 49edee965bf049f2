"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { type MouseEvent, useEffect, useState } from "react";

const SearchPanel = dynamic(() => import("./search-panel"), { ssr: false });

/** Leads to the search; where scripts run it opens it here, also by Ctrl-K, ⌘K or "/". */
export function SearchButton() {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);

  const show = () => {
    setWanted(true);
    setOpen(true);
  };

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      const typing = target?.closest("input, textarea, select, [contenteditable]") != null;
      const command = event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey) && !event.altKey;
      const slash = event.key === "/" && !typing && !event.metaKey && !event.ctrlKey && !event.altKey;
      if (!command && !slash) return;
      event.preventDefault();
      setWanted(true);
      setOpen((before) => slash || !before);
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);

  const click = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    show();
  };
  return (
    <>
      <Link
        prefetch={false}
        href="/docs/search"
        onClick={click}
        onPointerEnter={() => setWanted(true)}
        className="inline-flex min-h-10 min-w-0 flex-1 items-center gap-2.5 rounded-lg border border-edge bg-card px-3 text-sm text-muted transition-colors hover:border-plum hover:text-ink sm:max-w-72"
      >
        <Search aria-hidden size={16} className="shrink-0" />
        <span className="truncate">Search</span>
        <kbd
          aria-hidden
          className="ml-auto hidden rounded border border-line bg-sunken px-1.5 font-sans text-xs sm:inline"
        >
          /
        </kbd>
      </Link>
      {wanted && <SearchPanel open={open} onOpenChange={setOpen} />}
    </>
  );
}
