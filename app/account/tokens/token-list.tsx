"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { Time } from "@/components/ui/time";
import { endToken } from "../actions";
import { TOKEN_SCOPES } from "./token-scopes";

interface ShownToken {
  id: string;
  name: string;
  prefix: string;
  companyName: string | null;
  scopes: string[];
  status: "active" | "expired" | "revoked";
  expiresAt: string | null;
  lastUsedAt: string | null;
  lastUsedIp: string | null;
  createdAt: string;
}

const TONES = { active: "pine", expired: "gold", revoked: "plain" } as const;

export function TokenList({ tokens }: { tokens: readonly ShownToken[] }) {
  const [state, end] = useActionState(endToken, UNSENT);
  return (
    <div className="space-y-4">
      <FormProblem state={state} />
      <Card>
        <ul className="divide-y divide-line">
          {tokens.map((token) => (
            <li
              key={token.id}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4 sm:px-6"
            >
              <div className="min-w-0 space-y-1">
                <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
                  <span className="wrap-anywhere">{token.name}</span>
                  <Badge tone={TONES[token.status]}>{token.status}</Badge>
                </p>
                <p className="text-sm text-muted">
                  <span className="font-mono text-xs">{token.prefix}…</span>{" "}
                  {token.companyName === null
                    ? "for your own account"
                    : `for ${token.companyName}: ${token.scopes.map(scopeLabel).join(", ")}`}
                </p>
                <p className="text-sm text-muted">
                  {token.lastUsedAt === null ? (
                    "Never used"
                  ) : (
                    <>
                      Last used <Time at={token.lastUsedAt} />
                    </>
                  )}
                  {token.status === "active" && token.expiresAt !== null && (
                    <>
                      , expires <Time at={token.expiresAt} format="absolute" />
                    </>
                  )}
                </p>
              </div>
              {token.status === "active" && (
                <form action={end}>
                  <input type="hidden" name="token_id" value={token.id} />
                  <SubmitButton
                    kind="quiet"
                    size="small"
                    pendingLabel="Revoking…"
                    aria-label={`Revoke ${token.name}`}
                  >
                    Revoke
                  </SubmitButton>
                </form>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function scopeLabel(scope: string): string {
  return TOKEN_SCOPES.find(({ value }) => value === scope)?.label ?? scope;
}
