import { Compass } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { buttonStyle } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

/** Inside the portal's frame: what the address names is not there, or is another company's. */
export default function PartnerNotFound() {
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
        The address may be mistyped, or what it names may be gone or belong to another company of yours: the
        company is chosen in the navigation.
      </p>
      <Link
        prefetch={false}
        href="/partner/support"
        className={buttonStyle({ kind: "quiet", size: "small" })}
      >
        Support
      </Link>
    </div>
  );
}
