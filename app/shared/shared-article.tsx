import { buttonStyle } from "@/components/ui/button";
import type { OpenShare } from "@/lib/people/sharing/find-share";
import { titleOf } from "@/lib/people/sharing/share-title";
import { WhatYouBring } from "../(site)/results/what-you-bring";
import { SharedReportView } from "./shared-report";
import { SharedResultView } from "./shared-result";

/** All that a shared page says. */
export function SharedArticle({ share }: { share: Pick<OpenShare, "content" | "names"> }) {
  const { content, names } = share;
  const made = new Date(content.made_at).toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" });
  return (
    <article className="mx-auto max-w-4xl space-y-10 px-4 py-10 sm:px-6 sm:py-14">
      <header className="grid items-center gap-x-10 gap-y-6 sm:grid-cols-[1.5fr_1fr]">
        <div className="space-y-3">
          <p className="text-sm text-muted">As of {made}</p>
          <h1 className="text-4xl leading-tight font-semibold tracking-[-0.03em] wrap-anywhere sm:text-5xl">
            {titleOf(share)}
          </h1>
          <p className="max-w-xl text-muted">
            {content.kind === "result"
              ? "From answers to short statements about how a person loves, argues, thinks and lives. “You” is the person who shares this."
              : "Two people answered the same short statements, and both agreed to show this."}
          </p>
        </div>
        {content.kind === "result" && <WhatYouBring className="mx-auto w-full max-w-64 sm:max-w-none" />}
      </header>
      {content.kind === "result" ? (
        <SharedResultView content={content} />
      ) : (
        <SharedReportView content={content} names={names} />
      )}
      <aside
        aria-label="Your turn"
        className="flex flex-wrap items-center justify-between gap-4 rounded-2xl bg-pine-soft p-5 sm:px-7 print:hidden"
      >
        <div className="max-w-md">
          <p className="font-semibold">And what do you bring?</p>
          <p className="text-sm">
            32 short statements, four minutes, free, and no account needed. What you answer stays yours.
          </p>
        </div>
        <a href="/assessment" className={buttonStyle()}>
          Find out
        </a>
      </aside>
      <p className="text-sm text-muted">
        This is a self-description, not a diagnosis. It stays as it was on that day. Model{" "}
        {content.model_version}.
      </p>
    </article>
  );
}
