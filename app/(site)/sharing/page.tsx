import { Share2 } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { requireProfile } from "@/app/profile";
import { buttonStyle } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { listResults } from "@/lib/people/results/list-results";
import { listShareLinks } from "@/lib/people/sharing/list-share-links";
import { WhatYouBring } from "../results/what-you-bring";
import { ShareList } from "./share-list";

export const metadata: Metadata = { title: "Shared links", robots: { index: false } };

/** Everything that a person shares by a link. */
export default async function SharingPage() {
  const { ctx } = await requireProfile();
  const [links, [newest]] = await Promise.all([listShareLinks(ctx), listResults(ctx)]);
  return (
    <div className="mx-auto max-w-3xl space-y-8 px-4 py-10 sm:px-6 sm:py-14">
      <header className="grid items-center gap-x-10 gap-y-4 sm:grid-cols-[1.8fr_1fr]">
        <div className="space-y-3">
          <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">Shared links</h1>
          <p className="text-lg text-muted">
            Each link shows what you chose on the day you made it, and nothing that you answer later. Revoke
            one, and it’s gone within a second.
          </p>
        </div>
        <WhatYouBring className="mx-auto w-full max-w-52 sm:max-w-none" />
      </header>
      {links.length === 0 ? (
        <EmptyState
          icon={<Share2 />}
          title="You share nothing"
          action={
            newest === undefined ? (
              <Link prefetch={false} href="/assessment" className={buttonStyle()}>
                Start the assessment
              </Link>
            ) : (
              <Link prefetch={false} href={`/results/${newest.id}/share`} className={buttonStyle()}>
                Share your newest result
              </Link>
            )
          }
        >
          Share a result from its page, or a report from the page of a comparison. You choose what a link
          shows.
        </EmptyState>
      ) : (
        <section aria-labelledby="links">
          <h2 id="links" className="sr-only">
            Your links
          </h2>
          <ShareList links={links} withSource />
        </section>
      )}
    </div>
  );
}
