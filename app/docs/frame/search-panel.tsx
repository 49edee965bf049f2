"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import * as Radix from "radix-ui/dialog";
import { useEffect, useState } from "react";
import "@/components/ui/style-nonce";
import { type DocsEntry, searchDocs } from "../search/search-docs";

interface SearchPanelProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Finds pages, sections, operations and codes by typing. Loaded, with what it looks through, when first wanted. */
export default function SearchPanel({ open, onOpenChange }: SearchPanelProps) {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const [entries, setEntries] = useState<readonly DocsEntry[] | "failed" | null>(null);

  useEffect(() => {
    const stop = new AbortController();
    fetch("/docs/search/index.json", { signal: stop.signal })
      .then((response) => response.json())
      .then((found: DocsEntry[]) => setEntries(found))
      .catch(() => {
        if (!stop.signal.aborted) setEntries("failed");
      });
    return () => stop.abort();
  }, []);

  const known = Array.isArray(entries) ? entries : [];
  const found = searchDocs(known, query);
  const go = (path: string) => {
    onOpenChange(false);
    setQuery("");
    router.push(path);
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[#120d11]/55 motion-safe:data-[state=open]:animate-appear" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-3 z-50 mx-auto max-w-xl overflow-hidden rounded-2xl border border-line bg-card shadow-2xl outline-none motion-safe:data-[state=open]:animate-rise sm:top-[14vh]"
        >
          <Radix.Title className="sr-only">Search the documentation</Radix.Title>
          <Command label="Search the documentation" shouldFilter={false} loop>
            <div className="flex items-center gap-3 border-b border-line px-4">
              <Search aria-hidden size={18} className="shrink-0 text-muted" />
              <Command.Input
                value={query}
                onValueChange={setQuery}
                placeholder="A word, a path, an error code"
                className="min-h-13 w-full bg-transparent text-base outline-none placeholder:text-muted"
              />
              <kbd className="rounded border border-line bg-sunken px-1.5 font-sans text-xs text-muted">
                Esc
              </kbd>
            </div>
            <Command.List className="max-h-[min(26rem,60vh)] overflow-y-auto p-1.5">
              {found.map(({ title, page, path }) => (
                <Command.Item
                  key={path}
                  value={path}
                  onSelect={() => go(path)}
                  className="flex min-h-11 cursor-pointer items-center justify-between gap-4 rounded-lg px-3 py-1.5 text-sm data-[selected=true]:bg-sunken"
                >
                  <span className="min-w-0 font-medium break-words">{title}</span>
                  <span className="shrink-0 text-xs text-muted">{page}</span>
                </Command.Item>
              ))}
              {found.length === 0 && (
                <p role="status" className="px-3 py-8 text-center text-sm text-muted">
                  {stateOf(entries, query)}
                </p>
              )}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function stateOf(entries: readonly DocsEntry[] | "failed" | null, query: string): string {
  if (entries === "failed") return "The search could not be loaded. Close it, and try again.";
  if (query.trim() === "") return "Type to search guides, endpoints and error codes.";
  return entries === null ? "Loading…" : `Nothing holds “${query}”.`;
}
