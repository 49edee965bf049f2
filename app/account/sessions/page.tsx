import type { Metadata } from "next";
import { requireSelf } from "@/app/session";
import { PageHeader } from "@/components/ui/page-header";
import { listSessions } from "@/lib/identity/accounts/list-sessions";
import { nameBrowser } from "./name-browser";
import { SessionList } from "./session-list";

export const metadata: Metadata = { title: "Sessions" };

export default async function SessionsPage() {
  const { ctx } = await requireSelf();
  const sessions = await listSessions(ctx);
  return (
    <>
      <PageHeader
        title="Sessions"
        description="Where you are signed in. Ending a session signs that browser out at once."
      />
      <SessionList
        sessions={sessions.map(({ userAgent, createdAt, lastSeenAt, ...session }) => ({
          ...session,
          browser: nameBrowser(userAgent),
          createdAt: createdAt.toISOString(),
          lastSeenAt: lastSeenAt.toISOString(),
        }))}
      />
    </>
  );
}
