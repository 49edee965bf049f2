import { Compass } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { buttonStyle } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

/** Inside the frame of research: what the address names is not there, or is another team's. */
export default function ResearchNotFound() {
  return (
    <div className="flex flex-col items-center gap-3 py-16 text-center">
      <span
        aria-hidden
        className="flex size-11 items-center justify-center rounded-full bg-plum-soft text-plum"
      >
        <Compass size={20} />
      </span>
      <h1 className="text-xl font-semibold tracking-tight">There is nothing here</h1>
      <p className="max-w-md text-muted">
        The address may be mistyped, or it belongs to another team. Everything that was released is listed
        under Releases.
      </p>
      <Link
        prefetch={false}
        href="/research/releases"
        className={buttonStyle({ kind: "quiet", size: "small" })}
      >
        Releases
      </Link>
    </div>
  );
}
