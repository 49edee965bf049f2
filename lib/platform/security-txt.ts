/** How long what it says holds. RFC 9116 asks for less than a year, and wants it renewed: every day is, here. */
const VALID_DAYS = 180;
const DAY_MS = 86_400_000;

/**
 * Where to report a vulnerability, as RFC 9116 writes it down. `contact` is an email address or an https address;
 * without one, the mailbox that RFC 2142 sets aside for this, at the site's own host.
 */
export function securityTxt({
  contact,
  appUrl,
  now,
}: {
  contact: string | undefined;
  appUrl: string;
  now: Date;
}): string {
  const to = contact ?? `security@${new URL(appUrl).hostname}`;
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return [
    `Contact: ${to.startsWith("https://") ? to : `mailto:${to}`}`,
    `Expires: ${new Date(today + VALID_DAYS * DAY_MS).toISOString()}`,
    "Preferred-Languages: en",
    `Canonical: ${appUrl}/.well-known/security.txt`,
    "",
  ].join("\n");
}
