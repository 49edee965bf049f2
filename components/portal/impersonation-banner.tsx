"use client";

import { Eye } from "lucide-react";
import { useTransition } from "react";
import { absoluteTime } from "@/components/ui/relative-time";

export interface ImpersonationBannerProps {
  /** Whose eyes these are. */
  whose: string;
  adminName: string;
  endsAt: Date | string;
  stop: (form: FormData) => Promise<unknown>;
  /** Where the admin goes then. */
  stoppedHref: string;
}

/** Says on every page that somebody else is looking. It cannot be put away, only stopped. */
export function ImpersonationBanner({
  whose,
  adminName,
  endsAt,
  stop,
  stoppedHref,
}: ImpersonationBannerProps) {
  const [stopping, startStopping] = useTransition();
  const ends = new Date(endsAt);
  return (
    <section
      aria-label="Impersonation"
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 bg-gold-soft px-4 py-1.5 text-sm sm:px-6"
    >
      <p className="flex items-center gap-2.5">
        <Eye aria-hidden size={17} className="shrink-0 text-gold" />
        <span>
          <strong className="font-semibold">{adminName}</strong> sees this as{" "}
          <strong className="font-semibold">{whose}</strong> until{" "}
          <time dateTime={ends.toISOString()} title={absoluteTime(ends.getTime())}>
            {ends.toISOString().slice(11, 16)} UTC
          </time>
          . You can read everything and change nothing.
        </span>
      </p>
      <button
        type="button"
        aria-disabled={stopping}
        onClick={() =>
          startStopping(async () => {
            await stop(new FormData());
            location.assign(stoppedHref);
          })
        }
        className="min-h-9 cursor-pointer rounded-lg border border-gold px-3 font-medium text-gold transition-colors hover:bg-gold hover:text-card"
      >
        {stopping ? "Stopping…" : "Stop"}
      </button>
    </section>
  );
}
