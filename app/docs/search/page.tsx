import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Input, Label } from "@/components/ui/field";
import { DOCS_ENTRIES } from "./entries";
import { searchDocs } from "./search-docs";

export const metadata: Metadata = { title: "Search the documentation", robots: { index: false } };

const MOST = 50;

/** The search where no script runs; with one, the panel does the same without a page. */
export default async function SearchPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const { q } = await searchParams;
  const query = typeof q === "string" ? q.slice(0, 100) : "";
  const found = searchDocs(DOCS_ENTRIES, query, MOST);
  return (
    <div className="max-w-3xl">
      <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">Search the documentation</h1>
      <search>
        <form action="/docs/search" className="mt-6 flex items-end gap-3">
          <div className="min-w-0 flex-1 space-y-1.5">
            <Label htmlFor="docs-query">What you look for</Label>
            <Input id="docs-query" name="q" type="search" defaultValue={query} maxLength={100} />
          </div>
          <Button>Search</Button>
        </form>
      </search>
      {query !== "" && (
        <p role="status" className="mt-6 text-muted">
          {found.length === 0
            ? `Nothing holds “${query}”. Try a code, a path or a single word.`
            : `${found.length === 1 ? "One place" : `${found.length} places`} for “${query}”.`}
        </p>
      )}
      <ul className="mt-3 divide-y divide-line">
        {found.map(({ title, page, path }) => (
          <li key={path}>
            <Link prefetch={false} href={path} className="group block py-3">
              <span className="block font-medium group-hover:text-plum group-hover:underline">{title}</span>
              <span className="text-sm text-muted">{page}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
