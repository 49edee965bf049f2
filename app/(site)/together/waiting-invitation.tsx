import Link from "next/link";
import { buttonStyle } from "@/components/ui/button";
import { waitingOffer } from "./waiting-offer";

/** Leads back to the invitation that this browser opened, from wherever its reader has gone meanwhile. */
export async function WaitingInvitation() {
  const offer = await waitingOffer();
  if (offer === null || offer === "ended" || offer.own || offer.pairId !== null) return null;
  return (
    <aside
      aria-label="Your invitation"
      className="flex flex-wrap items-center justify-between gap-4 rounded-2xl bg-plum-soft p-5 sm:px-7"
    >
      <p className="min-w-0 font-medium wrap-anywhere">{offer.name} would like to compare with you.</p>
      <Link prefetch={false} href="/together/invitation" className={buttonStyle({ size: "small" })}>
        Open the invitation
      </Link>
    </aside>
  );
}
