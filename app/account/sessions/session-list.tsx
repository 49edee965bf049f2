"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { Time } from "@/components/ui/time";
import { endOneSession, endOtherSessions } from "../actions";

interface ShownSession {
  id: string;
  current: boolean;
  method: string;
  browser: string;
  ip: string | null;
  createdAt: string;
  lastSeenAt: string;
}

const METHODS: Record<string, string> = {
  password: "by password",
  link: "by mail",
  sign_up: "by signing up",
  google: "through Google",
  github: "through GitHub",
};

export function SessionList({ sessions }: { sessions: readonly ShownSession[] }) {
  const [one, endOne] = useActionState(endOneSession, UNSENT);
  const [others, endOthers] = useActionState(endOtherSessions, UNSENT);
  const revoked = others.result?.ok === true ? others.result.value.revoked : null;
  return (
    <div className="space-y-6">
      <FormProblem state={one} />
      <FormProblem state={others} />
      {revoked !== null && (
        <div role="status">
          <Notice tone="pine">
            {revoked === 1 ? "One other browser is" : `${revoked} other browsers are`} signed out.
          </Notice>
        </div>
      )}
      <Card>
        <ul className="divide-y divide-line">
          {sessions.map(({ id, current, browser, method, ip, createdAt, lastSeenAt }) => (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4 sm:px-6"
            >
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
                  {browser}
                  {current && <Badge tone="pine">This browser</Badge>}
                </p>
                <p className="text-sm text-muted">
                  Signed in {METHODS[method] ?? method} <Time at={createdAt} />, last seen{" "}
                  <Time at={lastSeenAt} />
                  {ip !== null && (
                    <>
                      {" "}
                      from about <span className="font-mono text-xs">{ip}</span>
                    </>
                  )}
                </p>
              </div>
              {!current && (
                <form action={endOne}>
                  <input type="hidden" name="session_id" value={id} />
                  <SubmitButton
                    kind="quiet"
                    size="small"
                    pendingLabel="Signing out…"
                    aria-label={`Sign out ${browser}`}
                  >
                    Sign out
                  </SubmitButton>
                </form>
              )}
            </li>
          ))}
        </ul>
      </Card>
      {sessions.length > 1 && (
        <form action={endOthers}>
          <SubmitButton kind="danger" pendingLabel="Signing out…">
            Sign out everywhere else
          </SubmitButton>
        </form>
      )}
    </div>
  );
}
