"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { putFilling, useFilling } from "@/app/docs/frame/reader-store";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Label, Select } from "@/components/ui/field";
import { makeCallKey } from "./actions";

interface Person {
  id: string;
  name: string;
  traits: readonly number[];
}

interface Answer {
  status: number;
  /** From the press of the button to the reply, as this browser saw it. */
  milliseconds: number;
  requestId: string | null;
  body: unknown;
}

interface FirstCallProps {
  partnerId: string;
  people: readonly Person[];
}

const PATH = "/api/v1/compatibility/calculate";
const UNAUTHORIZED = 401;

/** Calls the public API from the browser with a test key of the reader's, which is made when there is none. */
export function FirstCall({ partnerId, people }: FirstCallProps) {
  const router = useRouter();
  // The documentation keeps the reader's test key in this tab: one key stands in its snippets and calls from here.
  const filling = useFilling();
  const kept = filling.partnerId === partnerId ? filling.key : undefined;
  const [names, setNames] = useState([people[0]?.id ?? "", people[1]?.id ?? ""] as const);
  const [calling, setCalling] = useState(false);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [first, second] = names.map((id) => people.find((person) => person.id === id));

  const call = async () => {
    if (first === undefined || second === undefined) return;
    setCalling(true);
    setFault(null);
    try {
      const got = await score(kept, first, second);
      if (typeof got === "string") setFault(got);
      else setAnswer(got);
      // The call is in the log before its reply is here: the page shows it, and that the step is done.
      router.refresh();
    } catch {
      setFault("The API could not be reached. Check your connection, then try again.");
    } finally {
      setCalling(false);
    }
  };

  return (
    <div className="space-y-4 pt-3">
      <div className="grid gap-3 sm:grid-cols-[minmax(0,12rem)_minmax(0,12rem)_auto] sm:items-end">
        {(["First person", "Second person"] as const).map((label, place) => (
          <div key={label} className="space-y-1.5">
            <Label htmlFor={`first-call-${place}`}>{label}</Label>
            <Select
              id={`first-call-${place}`}
              value={names[place]}
              onChange={({ target }) =>
                setNames(place === 0 ? [target.value, names[1]] : [names[0], target.value])
              }
            >
              {people.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </div>
        ))}
        <Button
          className="sm:justify-self-start"
          aria-disabled={calling}
          onClick={() => {
            if (!calling) void call();
          }}
        >
          {calling ? "Calling…" : "Call the API"}
        </Button>
      </div>
      {fault !== null && <ErrorNotice>{fault}</ErrorNotice>}
      {answer !== null && <Reply answer={answer} />}
    </div>
  );
}

/** The answer, or why there is none, in words. A kept key that no longer works is made anew, once. */
async function score(kept: string | undefined, first: Person, second: Person): Promise<Answer | string> {
  if (kept !== undefined) {
    const answer = await send(kept, first, second);
    if (answer.status !== UNAUTHORIZED) return answer;
    putFilling({});
  }
  const made = await makeCallKey({});
  if (!made.ok) return made.problem.detail;
  const { key, partner_id } = made.value;
  putFilling({ key, partnerId: partner_id });
  return send(key, first, second);
}

async function send(key: string, first: Person, second: Person): Promise<Answer> {
  const began = performance.now();
  const response = await fetch(PATH, {
    method: "POST",
    headers: { "X-API-Key": key, "Content-Type": "application/json" },
    body: JSON.stringify({ person1: { traits: first.traits }, person2: { traits: second.traits } }),
  });
  const body: unknown = await response.json();
  return {
    status: response.status,
    milliseconds: Math.round(performance.now() - began),
    requestId: response.headers.get("request-id"),
    body,
  };
}

function Reply({ answer: { status, milliseconds, requestId, body } }: { answer: Answer }) {
  const score = scoreOf(body);
  return (
    <div className="space-y-3">
      <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Badge tone={status < 400 ? "pine" : "ember"}>{status}</Badge>
        {score !== null && (
          <span>
            They fit by <strong className="font-semibold">{Math.round(score * 100)} of 100</strong>,
          </span>
        )}
        <span className="text-muted">answered in {milliseconds} ms.</span>
        {requestId !== null && (
          <Link prefetch={false} href={`/partner/requests/${requestId}`} className="link">
            See it in the log
          </Link>
        )}
      </p>
      <CodeBlock
        id="first-call-reply"
        title="The reply"
        language="JSON"
        code={JSON.stringify(body, null, 2)}
        copy={false}
      />
    </div>
  );
}

function scoreOf(body: unknown): number | null {
  if (typeof body !== "object" || body === null || !("compatibility_score" in body)) return null;
  return typeof body.compatibility_score === "number" ? body.compatibility_score : null;
}
