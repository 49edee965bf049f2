import type { ReactNode } from "react";
import { pageBrand } from "@/app/page-brand";
import { readerOf } from "@/app/reader";
import { SiteFrame } from "@/components/site/site-frame";
import { DOCS_KEY_HOURS } from "@/lib/partners/api-keys/make-docs-key";
import "./docs.css";
import { KeyPanel } from "./frame/key-panel";
import { SearchButton } from "./frame/search-button";
import { DocsSidebar } from "./frame/sidebar";

/** The documentation's frame: every page at the side, this one beside it, search and the reader's key above. */
export default async function DocsLayout({ children }: { children: ReactNode }) {
  // Somebody whose call fails reads this while the database may be away.
  const reader = await readerOf();
  const signedIn = reader !== "stranger";
  return (
    <SiteFrame brand={await pageBrand()} main={false} wide reader={reader}>
      <div className="mx-auto grid max-w-[88rem] grid-cols-[minmax(0,1fr)] gap-x-12 px-4 sm:px-6 lg:grid-cols-[13.5rem_minmax(0,1fr)]">
        <div className="pt-4 lg:border-r lg:border-line lg:pt-0 lg:pr-3">
          <DocsSidebar />
        </div>
        <div className="min-w-0">
          <section
            aria-label="Search and your key"
            className="docs-tools flex items-center justify-between gap-3 pt-3 lg:pt-5"
          >
            <SearchButton />
            <KeyPanel signedIn={signedIn} hours={DOCS_KEY_HOURS} />
          </section>
          <main id="content" tabIndex={-1} className="py-8">
            {children}
          </main>
        </div>
      </div>
    </SiteFrame>
  );
}
