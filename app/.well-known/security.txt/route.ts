import { systemClock } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { securityTxt } from "@/lib/platform/security-txt";

/** The day in it moves on, so it is written at each request. */
export const dynamic = "force-dynamic";

export function GET(): Response {
  const { APP_URL, SECURITY_CONTACT, SUPPORT_EMAIL } = env();
  const text = securityTxt({
    contact: SECURITY_CONTACT ?? SUPPORT_EMAIL,
    appUrl: APP_URL,
    now: systemClock.now(),
  });
  return new Response(text, {
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=3600" },
  });
}
