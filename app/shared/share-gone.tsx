import { buttonStyle } from "@/components/ui/button";
import { Overlap } from "../(site)/together/overlap";

/** The same for a link that never was, one that has expired and one that was revoked. */
export function ShareGone() {
  return (
    <div className="mx-auto max-w-xl space-y-6 px-4 py-14 sm:px-6 sm:py-20">
      <Overlap share={0} className="w-44" />
      <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">Nothing is shared here</h1>
      <p className="text-lg text-muted">
        The link may have expired or been revoked, or a part of it is missing. Ask the person who sent it to
        you for a new one.
      </p>
      <a href="/" className={buttonStyle()}>
        See what this is about
      </a>
    </div>
  );
}
