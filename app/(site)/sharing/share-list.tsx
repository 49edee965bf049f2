import { Download, ExternalLink } from "lucide-react";
import Link from "next/link";
import { showsLine } from "@/app/shared/share-words";
import { Time } from "@/components/ui/time";
import type { ShownLink } from "@/lib/people/sharing/present-link";
import { linkTo } from "@/lib/platform/brand";
import { AgreeForm } from "./agree-form";
import { LinkAddress } from "./link-address";
import { RevokeForm } from "./revoke-form";
import { SharePreview } from "./share-preview";

const STATE_WORDS: Record<ShownLink["state"], { label: string; className: string }> = {
  open: { label: "Works", className: "bg-pine-soft text-pine" },
  your_turn: { label: "Your turn", className: "bg-plum-soft text-plum" },
  their_turn: { label: "Waiting", className: "bg-gold-soft text-gold" },
  expired: { label: "Expired", className: "bg-sunken text-muted" },
  closed: { label: "Closed for now", className: "bg-sunken text-muted" },
};

interface ShareListProps {
  links: readonly ShownLink[];
  /** Where the page is not about one result or comparison: what each link is of. */
  withSource?: boolean;
}

/** A person's links: what each shows, until when, how often it was opened, and how to end it. */
export function ShareList({ links, withSource = false }: ShareListProps) {
  return (
    <ul className="space-y-4">
      {links.map((link) => (
        <li key={link.id}>
          <ShareItem link={link} withSource={withSource} />
        </li>
      ))}
    </ul>
  );
}

function ShareItem({ link, withSource }: { link: ShownLink; withSource: boolean }) {
  const { id, state, friend, own, depth, groups, content, token, openings, createdAt, expiresAt } = link;
  const { label, className } = STATE_WORDS[state];
  const url = token === null ? null : linkTo(null, `/shared/${token}`);
  const works = state === "open" ? url : null;
  return (
    <article className="space-y-4 rounded-2xl border border-line bg-card p-5 sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 space-y-1">
          <h3 className="font-semibold wrap-anywhere">{showsLine(depth, groups, content.kind)}</h3>
          <p className="text-sm text-muted wrap-anywhere">
            {withSource && <Source link={link} />}
            {namesLine(link)}
          </p>
        </div>
        <span className={`rounded-full px-3 py-1 text-xs font-medium ${className}`}>{label}</span>
      </div>
      {works !== null && <LinkAddress id={id} url={works} />}
      {state === "your_turn" && (
        <p className="text-sm">
          {friend} would like to share this of your report. The link opens only if you agree, and you can end
          it whenever you like.
        </p>
      )}
      {state === "their_turn" && (
        <p className="text-sm">
          The link opens once {friend} agrees. They see this on the page of your report.
        </p>
      )}
      <SharePreview content={content} names={link.names} />
      {state === "your_turn" && <AgreeForm linkId={id} />}
      <div className="flex flex-wrap items-center justify-between gap-x-5 gap-y-2 border-t border-line pt-4 text-sm text-muted">
        <p>
          {own ? "Made" : `Asked for by ${friend}`} <Time at={createdAt} />.{" "}
          {expiresAt === null ? (
            "Works until you revoke it."
          ) : (
            <>
              {state === "expired" ? "Expired" : "Works until"} <Time at={expiresAt} format="absolute" />.
            </>
          )}
          {(state === "open" || openings > 0) && ` ${openedWords(openings)}`}
        </p>
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {works !== null && (
            <>
              <a href={works} className={SMALL_LINK}>
                <ExternalLink aria-hidden size={16} /> Open
              </a>
              <a href={`/sharing/${id}/image`} download className={SMALL_LINK}>
                <Download aria-hidden size={16} /> Image
              </a>
            </>
          )}
          <RevokeForm linkId={id} does={doesOf(link)} />
        </div>
      </div>
    </article>
  );
}

const SMALL_LINK =
  "inline-flex min-h-9 items-center gap-1.5 rounded-lg px-3 font-medium text-muted hover:bg-sunken hover:text-ink";

function doesOf({ state, own }: ShownLink): "revoke" | "decline" | "withdraw" | "remove" {
  if (state === "expired") return "remove";
  if (state === "your_turn") return "decline";
  return state === "their_turn" && own ? "withdraw" : "revoke";
}

function openedWords(openings: number): string {
  if (openings === 0) return "Not opened yet.";
  const times =
    openings === 1 ? "once" : openings === 2 ? "twice" : `${openings.toLocaleString("en-US")} times`;
  return `Opened ${times}, previews included.`;
}

function namesLine({ names, content }: ShownLink): string {
  const shown = names.filter((name) => name !== null);
  if (content.kind === "result") return shown.length === 0 ? "Anonymous" : `As ${shown.join("")}`;
  return shown.length === 0
    ? "Both anonymous"
    : `As ${names.map((name) => name ?? "a friend").join(" and ")}`;
}

function Source({ link: { resultId, pairId, friend, content } }: { link: ShownLink }) {
  if (pairId !== null) {
    return (
      <>
        <Link prefetch={false} href={`/together/${pairId}`} className="link">
          You and {friend}
        </Link>
        {" · "}
      </>
    );
  }
  const day = new Date(content.made_at).toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" });
  return (
    <>
      <Link prefetch={false} href={`/results/${resultId}`} className="link">
        Your result of {day}
      </Link>
      {" · "}
    </>
  );
}
