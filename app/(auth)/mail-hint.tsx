import Link from "next/link";
import { env } from "@/lib/platform/env";

/** Where mail goes that this installation does not send. */
export function MailHint() {
  const { standInsAllowed, SMTP_URL } = env();
  if (!standInsAllowed || SMTP_URL !== undefined) return null;
  return (
    <p>
      This installation sends no mail:{" "}
      <Link prefetch={false} href="/dev/mail" className="link">
        read it here instead
      </Link>
      .
    </p>
  );
}
