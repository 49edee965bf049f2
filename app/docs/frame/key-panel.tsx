"use client";

import { KeyRound } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type FormEvent, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { Popover } from "@/components/ui/popover";
import { useAction } from "@/components/ui/use-action";
import { makeKeyForDocs } from "../actions";
import { putFilling, useFilling } from "./reader-store";

const never = () => () => {};
const SHOWN = "sk_test_".length + 6;

/** Puts a test key of the reader's into every snippet: one of their own, or one made for this. */
export function KeyPanel({ signedIn, hours }: { signedIn: boolean; hours: number }) {
  const filling = useFilling();
  const scripted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (!scripted) return <span className="min-h-10" />;
  const { key } = filling;
  return (
    <Popover
      label="Your test key"
      align="end"
      trigger={
        <button
          type="button"
          className="inline-flex min-h-10 shrink-0 cursor-pointer items-center gap-2 rounded-lg border border-edge bg-card px-3 text-sm transition-colors hover:border-plum hover:text-plum"
        >
          <KeyRound aria-hidden size={16} className={key === undefined ? "text-muted" : "text-pine"} />
          {key === undefined ? (
            "Your test key"
          ) : (
            <span className="font-mono text-xs">{key.slice(0, SHOWN)}…</span>
          )}
        </button>
      }
    >
      {key === undefined ? <PutKey signedIn={signedIn} hours={hours} /> : <HaveKey />}
    </Popover>
  );
}

function HaveKey() {
  return (
    <div className="space-y-3">
      <p role="status">
        Every snippet now holds this key. It is kept in this browser tab alone, and is gone when you close it.
      </p>
      <Button kind="quiet" size="small" onClick={() => putFilling({})}>
        Take it out again
      </Button>
    </div>
  );
}

function PutKey({ signedIn, hours }: { signedIn: boolean; hours: number }) {
  const path = usePathname();
  const [error, setError] = useState<string>();
  const { run, pending, problem } = useAction(makeKeyForDocs, ({ key, partner_id }) =>
    putFilling({ key, partnerId: partner_id }),
  );

  const paste = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const key = String(new FormData(event.currentTarget).get("key") ?? "").trim();
    const fault = faultOf(key);
    setError(fault);
    if (fault === undefined) putFilling({ key });
  };
  return (
    <div className="space-y-4">
      {signedIn ? (
        <div className="space-y-2">
          <Button size="small" className="w-full" disabled={pending} onClick={() => run({})}>
            {pending ? "Making a key…" : "Put a test key into these snippets"}
          </Button>
          <p className="text-xs text-muted">
            Makes a test key named Docs that scores and reads usage, and ends after {hours} hours.
          </p>
          {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
        </div>
      ) : (
        <p className="text-muted">
          <Link prefetch={false} href={`/sign-in?next=${encodeURIComponent(path)}`} className="link">
            Sign in
          </Link>{" "}
          to have one made, or paste yours.
        </p>
      )}
      <form onSubmit={paste} className="space-y-3" noValidate>
        <FormField
          label={signedIn ? "Or paste your own" : "Test key"}
          error={error}
          hint="It stays in this browser tab."
        >
          {(control) => (
            <Input
              {...control}
              name="key"
              placeholder="sk_test_…"
              autoComplete="off"
              spellCheck={false}
              className="font-mono text-sm"
            />
          )}
        </FormField>
        <Button kind="quiet" size="small">
          Use this key
        </Button>
      </form>
    </div>
  );
}

/** Only test keys: a live one in a browser would cost money and trust. */
function faultOf(key: string): string | undefined {
  if (/^sk_live_/.test(key)) return "This is a live key. Keep it on your server, and use a test key here.";
  if (!/^sk_test_\w+$/.test(key)) return "A test key begins with sk_test_.";
  return undefined;
}
