"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input, Label, Select } from "@/components/ui/field";
import type { FieldError } from "@/lib/platform/errors";
import { useFilling } from "../frame/reader-store";
import { SnippetView } from "../frame/snippet-view";
import { callCode } from "../snippets/call-code";
import type { Language } from "../snippets/languages";
import { Answer, type Answered } from "./answer";
import { bodyText, type PlaygroundCall, pathOf } from "./calls";

interface PlaygroundProps {
  calls: readonly PlaygroundCall[];
  first: string;
  origin: string;
  language: Language;
  signedIn: boolean;
}

/** Writes a call, checks it by the API's own shapes, sends it, and shows what came back. */
export function Playground({ calls, first, origin, language, signedIn }: PlaygroundProps) {
  const { key } = useFilling();
  const [id, setId] = useState(first);
  const [bodies, setBodies] = useState<Record<string, string>>({});
  const [queries, setQueries] = useState<Record<string, Record<string, string>>>({});
  const [idempotencyKey, setIdempotencyKey] = useState("");
  const [faults, setFaults] = useState<readonly FieldError[]>([]);
  const [answer, setAnswer] = useState<Answered | "waiting" | "unreached" | null>(null);

  const call = calls.find((one) => one.id === id) ?? calls[0];
  if (call === undefined) return null;
  const body = call.body === null ? null : (bodies[call.id] ?? call.body);
  const query = {
    ...Object.fromEntries(call.query.map(({ name, value }) => [name, value])),
    ...queries[call.id],
  };
  const path = pathOf(call, query);
  const headers: Record<string, string> =
    call.idempotent && idempotencyKey !== "" ? { "Idempotency-Key": idempotencyKey } : {};

  const choose = (next: string) => {
    setId(next);
    setFaults([]);
    setAnswer(null);
  };
  const edit = (text: string) => {
    setBodies({ ...bodies, [call.id]: text });
    setFaults([]);
  };

  const send = async () => {
    if (key === undefined) return;
    setFaults([]);
    setAnswer("waiting");
    const started = performance.now();
    try {
      const response = await fetch(`/api${path}`, {
        method: call.method,
        headers: {
          "X-API-Key": key,
          ...(body === null ? {} : { "Content-Type": "application/json" }),
          ...headers,
        },
        ...(body === null ? {} : { body }),
      });
      const text = await response.text();
      setAnswer({
        status: response.status,
        milliseconds: performance.now() - started,
        headers: [...response.headers],
        text,
      });
    } catch {
      setAnswer("unreached");
    }
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (body !== null) {
      const { checkBody } = await import("./check-body");
      const found = checkBody(call.id, body);
      setFaults(found);
      if (found.length > 0) return;
    }
    await send();
  };

  return (
    <div className="mt-8 grid gap-x-10 gap-y-8 xl:grid-cols-2">
      <form onSubmit={submit} aria-label="Call" className="min-w-0 space-y-5">
        <div className="space-y-1.5">
          <Label htmlFor="playground-call">Endpoint</Label>
          <Select id="playground-call" value={call.id} onChange={(event) => choose(event.target.value)}>
            {calls.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title}: {one.method} /api{one.path}
              </option>
            ))}
          </Select>
        </div>
        {call.query.length > 0 && (
          <div className="grid gap-4 sm:grid-cols-2">
            {call.query.map(({ name, options }) => (
              <Parameter
                key={`${call.id}-${name}`}
                name={name}
                options={options}
                value={query[name] ?? ""}
                onChange={(value) =>
                  setQueries({ ...queries, [call.id]: { ...queries[call.id], [name]: value } })
                }
              />
            ))}
          </div>
        )}
        {body !== null && (
          <Body text={body} faults={faults} onChange={edit} onReset={() => edit(call.body ?? "")} />
        )}
        {call.idempotent && (
          <div className="space-y-1.5">
            <Label htmlFor="playground-idempotency">
              Idempotency-Key <span className="font-normal text-muted">optional</span>
            </Label>
            <Input
              id="playground-idempotency"
              value={idempotencyKey}
              onChange={(event) => setIdempotencyKey(event.target.value)}
              maxLength={255}
              autoComplete="off"
              className="font-mono text-sm"
            />
          </div>
        )}
        {faults.length > 0 && <Faults faults={faults} onSend={send} mayNotSend={key === undefined} />}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button disabled={key === undefined || answer === "waiting"}>
            {answer === "waiting" ? "Sending…" : "Send"}
          </Button>
          {key === undefined && (
            <p className="text-sm text-muted">
              Put in a test key first, with the button “Your test key” above.
            </p>
          )}
        </div>
      </form>
      <div className="min-w-0 space-y-5">
        <section aria-label="Reply" aria-live="polite" className="space-y-4">
          {answer === null && (
            <p className="rounded-xl border border-dashed border-edge px-5 py-10 text-center text-muted">
              The reply will stand here: status, limits, time and body.
            </p>
          )}
          {answer === "waiting" && (
            <p className="rounded-xl border border-dashed border-edge px-5 py-10 text-center text-muted">
              Waiting for the reply…
            </p>
          )}
          {answer === "unreached" && (
            <ErrorNotice>The API could not be reached. Check your connection, then send again.</ErrorNotice>
          )}
          {answer !== null && typeof answer === "object" && <Answer answer={answer} signedIn={signedIn} />}
        </section>
        <SnippetView
          id="playground-code"
          title="The same call"
          code={callCode(origin, {
            method: call.method,
            path,
            keyed: true,
            headers,
            ...(body === null ? {} : { body: parsed(body) }),
          })}
          language={language}
        />
      </div>
    </div>
  );
}

/** The body as a value; as its text while it is no JSON, so that nothing is lost. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

interface ParameterProps {
  name: string;
  value: string;
  options: readonly string[] | undefined;
  onChange: (value: string) => void;
}

function Parameter({ name, value, options, onChange }: ParameterProps) {
  const id = `playground-${name}`;
  return (
    <div className="space-y-1.5">
      <Label htmlFor={id} className="font-mono">
        {name}
      </Label>
      {options === undefined ? (
        <Input id={id} value={value} onChange={(event) => onChange(event.target.value)} autoComplete="off" />
      ) : (
        <Select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </Select>
      )}
    </div>
  );
}

interface BodyProps {
  text: string;
  faults: readonly FieldError[];
  onChange: (text: string) => void;
  onReset: () => void;
}

function Body({ text, faults, onChange, onReset }: BodyProps) {
  const tidy = () => {
    const value = parsed(text);
    if (typeof value !== "string") onChange(bodyText(value));
  };
  return (
    <div className="space-y-1.5">
      <div className="flex items-end justify-between gap-3">
        <Label htmlFor="playground-body">Body</Label>
        <span className="flex gap-1">
          <Button type="button" kind="bare" size="small" onClick={tidy}>
            Tidy up
          </Button>
          <Button type="button" kind="bare" size="small" onClick={onReset}>
            Start over
          </Button>
        </span>
      </div>
      <textarea
        id="playground-body"
        value={text}
        onChange={(event) => onChange(event.target.value)}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        wrap="off"
        rows={Math.min(26, Math.max(8, text.split("\n").length + 1))}
        aria-invalid={faults.length > 0}
        aria-describedby={faults.length > 0 ? "playground-faults" : undefined}
        className="block w-full rounded-xl border border-edge bg-card px-4 py-3 font-mono text-[0.8125rem] leading-relaxed text-ink transition-colors hover:border-plum aria-invalid:border-ember"
      />
    </div>
  );
}

interface FaultsProps {
  faults: readonly FieldError[];
  onSend: () => void;
  mayNotSend: boolean;
}

const LISTED = 12;

function Faults({ faults, onSend, mayNotSend }: FaultsProps) {
  return (
    <div id="playground-faults" role="alert" className="space-y-3 rounded-xl bg-ember-soft px-4 py-3 text-sm">
      <p className="font-medium">
        {faults.length === 1 ? "One thing is not valid." : `${faults.length} things are not valid.`} Nothing
        was sent.
      </p>
      <ul className="space-y-1">
        {faults.slice(0, LISTED).map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <code className="font-mono text-[0.8125rem] font-medium">{path}</code>: {message}
          </li>
        ))}
        {faults.length > LISTED && <li>And {faults.length - LISTED} more.</li>}
      </ul>
      <Button type="button" kind="quiet" size="small" onClick={onSend} disabled={mayNotSend}>
        Send it anyway
      </Button>
    </div>
  );
}
