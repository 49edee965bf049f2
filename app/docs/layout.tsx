import type { ReactNode } from "react";
import { SiteFrame } from "@/components/site/site-frame";
import "./docs.css";
import { DocsSidebar } from "./frame/sidebar";

/** The documentation's frame: every page at the side, this one beside it. */
export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <SiteFrame main={false} wide>
      <div className="mx-auto grid max-w-[88rem] grid-cols-[minmax(0,1fr)] gap-x-12 px-4 sm:px-6 lg:grid-cols-[13.5rem_minmax(0,1fr)]">
        <div className="pt-4 lg:border-r lg:border-line lg:pt-0 lg:pr-3">
          <DocsSidebar />
        </div>
        <main id="content" tabIndex={-1} className="min-w-0 py-8 sm:py-10">
          {children}
        </main>
      </div>
    </SiteFrame>
  );
}
