import Link from "next/link";
import { buttonStyle } from "@/components/ui/button";
import { Overlap } from "../together/overlap";

/** Leads from a result to comparing it. */
export function CompareWithFriend() {
  return (
    <aside
      aria-label="Compare with a friend"
      className="flex flex-wrap items-center gap-x-6 gap-y-4 rounded-2xl border border-line bg-card p-5 sm:px-7"
    >
      <Overlap share={0.35} className="w-24 shrink-0" />
      <div className="min-w-56 flex-1">
        <p className="font-semibold">Compare with a friend</p>
        <p className="text-sm text-muted">
          See where you’re alike and what to talk about. Nothing is shown until you both agree.
        </p>
      </div>
      <Link prefetch={false} href="/together" className={buttonStyle({ kind: "quiet" })}>
        Invite a friend
      </Link>
    </aside>
  );
}
