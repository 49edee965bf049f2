import Link from "next/link";
import { buttonStyle } from "@/components/ui/button";

/** For who has no account: what happens to the result, and how to keep it. */
export function KeepResult() {
  return (
    <aside
      aria-label="Keep your result"
      className="flex flex-wrap items-center justify-between gap-4 rounded-2xl bg-pine-soft p-5 sm:px-7"
    >
      <div className="max-w-md">
        <p className="font-semibold">Keep your result</p>
        <p className="text-sm">
          It stays in this browser until you have been away for 90 days. With a free account you can open it
          anywhere and keep it for as long as you like.
        </p>
      </div>
      <Link prefetch={false} href="/sign-up?for=you&next=/results" className={buttonStyle()}>
        Create a free account
      </Link>
    </aside>
  );
}
