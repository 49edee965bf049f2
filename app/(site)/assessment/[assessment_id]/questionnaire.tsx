"use client";

import { ChevronLeft, Cloud, CloudOff, Link2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useActionState, useEffect, useRef, useState } from "react";
import { errorOf, FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { answerOne } from "../actions";
import { AnswerQueue, isAbandoned, type QueueState } from "./answer-queue";
import { MeetingCircles } from "./meeting-circles";
import { ResumeLink } from "./resume-link";

const CHOICES = [
  { value: 1, label: "Not like me at all" },
  { value: 2, label: "Not much like me" },
  { value: 3, label: "In between" },
  { value: 4, label: "Quite like me" },
  { value: 5, label: "Very much like me" },
] as const;

/** How long a chosen answer is seen before the next statement takes its place. */
const SEEN_MS = 180;
const KEYS_SETTING = "soulmate.number-keys";
const KEPT_ANSWERS = "soulmate.answers.";

interface QuestionnaireProps {
  assessmentId: string;
  statements: readonly { id: string; text: string }[];
  answers: Readonly<Record<string, number>>;
  startAt: number;
  /** Where it goes on after the last statement. */
  nextHref: string;
  signedIn: boolean;
}

/**
 * One statement at a time. It is a form that works without scripts, an answer a request; with them a choice is saved in
 * the background and the next statement is there at once.
 */
export function Questionnaire(props: QuestionnaireProps) {
  const { assessmentId, statements, startAt, nextHref, signedIn } = props;
  const router = useRouter();
  const [state, submit] = useActionState(answerOne, UNSENT);
  const [at, setAt] = useState(startAt);
  const [given, setGiven] = useState(props.answers);
  const [saving, setSaving] = useState<{ state: QueueState; detail: string | null }>({
    state: "saved",
    detail: null,
  });
  const [live, setLive] = useState(false);
  const [numberKeys, setNumberKeys] = useState(true);
  const queue = useRef<AnswerQueue | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const shownSince = useRef(0);
  const here = useRef(true);
  /** As the page came: what is asked and was answered does not change while it is open. */
  const sent = useRef({ statements, answers: props.answers });
  const moving = useRef<ReturnType<typeof setTimeout> | null>(null);
  const statement = statements[at] ?? statements[0];

  useEffect(() => {
    queue.current = openQueue(assessmentId, (next, detail) => setSaving({ state: next, detail }));
    const waiting = queue.current.waiting();
    if (waiting.size > 0) {
      const kept = Object.fromEntries([...waiting].map(([id, { value }]) => [id, value]));
      setGiven((before) => ({ ...before, ...kept }));
      // The server does not know yet how far this device has come.
      setAt((before) => {
        const known = { ...sent.current.answers, ...kept };
        const asked = sent.current.statements;
        const from = asked[before];
        if (from === undefined || kept[from.id] === undefined) return before;
        const next = asked.findIndex(({ id }, index) => index > before && known[id] === undefined);
        return next === -1 ? asked.length - 1 : next;
      });
      void queue.current.flush();
    }
    // Chosen before this script ran, on a slow phone.
    const early = form.current?.querySelector<HTMLInputElement>('input[name="value"]:checked');
    if (early) setGiven((before) => ({ [early.dataset.statement ?? ""]: Number(early.value), ...before }));
    setNumberKeys(readSetting() !== "off");
    setLive(true);
    const online = () => queue.current?.wake();
    addEventListener("online", online);
    here.current = true;
    return () => {
      here.current = false;
      removeEventListener("online", online);
      if (moving.current !== null) clearTimeout(moving.current);
    };
  }, [assessmentId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each statement that is shown starts its own time
  useEffect(() => {
    shownSince.current = performance.now();
  }, [at]);

  const show = (next: number) => {
    setAt(next);
    history.replaceState(null, "", `?at=${next}`);
    // Focus goes to the statement, so that a screen reader reads it and keys act on it.
    requestAnimationFrame(() => heading.current?.focus());
  };

  const goOn = async () => {
    if (at + 1 < statements.length) return show(at + 1);
    if ((await queue.current?.flush()) === false) return;
    // Offline this takes a while, and whoever has left meanwhile stays where they are.
    if (here.current) router.push(nextHref);
  };

  const record = (value: number) => {
    if (statement === undefined || queue.current === null) return;
    setGiven((before) => ({ ...before, [statement.id]: value }));
    queue.current.add({
      statement_id: statement.id,
      value,
      took_ms: Math.round(performance.now() - shownSince.current),
      answered_at: new Date().toISOString(),
    });
  };

  const answerAndGoOn = (value: number) => {
    if (moving.current !== null) return;
    record(value);
    moving.current = setTimeout(() => {
      moving.current = null;
      void goOn();
    }, SEEN_MS);
  };

  const latest = useRef(answerAndGoOn);
  latest.current = answerAndGoOn;
  useEffect(() => {
    if (!numberKeys) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (event.defaultPrevented || !answersWithKeys(event.target)) return;
      const value = Number(event.key);
      if (event.key.trim() !== "" && value >= 1 && value <= 5) latest.current(value);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [numberKeys]);

  if (statement === undefined) return null;
  const chosen = given[statement.id];
  const error = errorOf(state, "value");

  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-6 px-4 py-6 sm:px-6 sm:py-12">
      <div className="flex items-center gap-4">
        <MeetingCircles share={(at + 1) / statements.length} />
        <div className="min-w-0 flex-1 space-y-1.5">
          <p className="text-sm text-muted tabular-nums">
            Statement {at + 1} of {statements.length}
          </p>
          <progress
            value={at}
            max={statements.length}
            aria-label="Progress"
            className="block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-plum [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-plum"
          />
        </div>
      </div>

      <form
        ref={form}
        action={submit}
        onSubmit={(event) => {
          if (!live) return;
          event.preventDefault();
          if (chosen !== undefined && moving.current === null) void goOn();
        }}
        className="space-y-6"
      >
        <FormProblem state={state} />
        <input type="hidden" name="assessment_id" value={assessmentId} />
        <input type="hidden" name="statement_id" value={statement.id} />
        <input type="hidden" name="at" value={at} />
        <fieldset key={statement.id} className="motion-safe:animate-rise">
          <legend className="mb-6 w-full">
            <h1
              ref={heading}
              tabIndex={-1}
              className="flex min-h-[6.25rem] items-center text-2xl leading-snug font-semibold tracking-tight text-balance sm:min-h-20 sm:text-3xl"
            >
              {statement.text}
            </h1>
          </legend>
          <div className="grid gap-2.5">
            {CHOICES.map(({ value, label }) => (
              <label
                key={value}
                className="flex min-h-14 cursor-pointer items-center gap-3.5 rounded-xl border border-edge bg-card px-4 transition-colors hover:border-plum has-checked:border-plum has-checked:bg-plum-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-plum"
              >
                <input
                  type="radio"
                  name="value"
                  value={value}
                  required
                  data-statement={statement.id}
                  checked={live ? chosen === value : undefined}
                  defaultChecked={live ? undefined : chosen === value}
                  onChange={() => record(value)}
                  onClick={(event) => {
                    // Arrow keys move through the answers, and must not choose: they come as clicks without a button.
                    if (event.detail > 0) answerAndGoOn(value);
                  }}
                  className="size-5 accent-plum outline-none"
                />
                <span className="flex-1">{label}</span>
                {live && numberKeys && (
                  <kbd
                    aria-hidden
                    className="hidden rounded border border-line bg-sunken px-1.5 font-mono text-xs text-muted sm:block"
                  >
                    {value}
                  </kbd>
                )}
              </label>
            ))}
          </div>
          {error !== undefined && (
            <p role="alert" className="mt-3 text-sm text-ember">
              {error}
            </p>
          )}
        </fieldset>
        <div className="flex items-center justify-between gap-4">
          {at > 0 ? (
            <a
              href={`?at=${at - 1}`}
              onClick={(event) => {
                event.preventDefault();
                show(at - 1);
              }}
              className="inline-flex min-h-11 items-center gap-1 rounded-md pr-3 text-muted hover:text-ink"
            >
              <ChevronLeft aria-hidden size={18} /> Back
            </a>
          ) : (
            <span />
          )}
          <Button type="submit" kind="quiet" aria-disabled={live && chosen === undefined}>
            {at + 1 < statements.length ? "Next" : "Continue"}
          </Button>
        </div>
      </form>

      {saving.state === "signed_out" && (
        <ErrorNotice>
          This assessment is no longer open in this browser, perhaps because you signed out. Your last answers
          are kept on this device.{" "}
          <a
            href={`/sign-in?next=${encodeURIComponent(`/assessment/${assessmentId}`)}`}
            className="link font-medium"
          >
            Sign in
          </a>{" "}
          to save them.
        </ErrorNotice>
      )}
      {saving.state === "refused" && (
        <ErrorNotice>
          {saving.detail ?? "This answer could not be saved. Reload the page and try again."}
        </ErrorNotice>
      )}

      {/* There from the start, so that nothing moves when the script begins to work. Without it these can do nothing. */}
      <div
        className={`grid gap-x-6 gap-y-3 border-t border-line pt-4 text-sm text-muted sm:flex sm:flex-wrap sm:items-center sm:justify-between ${live ? "" : "invisible"}`}
      >
        <SavingNote state={saving.state} />
        <label className="hidden cursor-pointer items-center gap-2 sm:flex">
          <input
            type="checkbox"
            checked={numberKeys}
            onChange={({ target: { checked } }) => {
              setNumberKeys(checked);
              writeSetting(checked ? "on" : "off");
            }}
            className="size-4 accent-plum"
          />
          Answer with keys 1 to 5
        </label>
        {!signedIn && <ResumeLink icon={<Link2 aria-hidden size={16} />} />}
      </div>
    </div>
  );
}

const SAVING_WORDS: Record<QueueState, string> = {
  saved: "Every answer is saved",
  saving: "Saving…",
  offline: "You’re offline. Your answers are kept on this device and sent when you’re back.",
  refused: "Not saved",
  signed_out: "Kept on this device",
};

/** A screen reader hears of trouble only: word of each answer that is saved would talk over the next statement. */
function SavingNote({ state }: { state: QueueState }) {
  const away = state === "offline";
  const Icon = away ? CloudOff : Cloud;
  return (
    <>
      <p className="flex min-w-44 items-center gap-2">
        <Icon aria-hidden size={16} className="shrink-0" />
        {SAVING_WORDS[state]}
      </p>
      <p role="status" className="sr-only">
        {away ? "Offline. Your answers are kept on this device." : ""}
      </p>
    </>
  );
}

/** Digits that are typed into a field, a list or a dialog mean something else there. */
function answersWithKeys(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return true;
  if (target instanceof HTMLInputElement) return target.type === "radio" || target.type === "checkbox";
  return !target.isContentEditable && target.closest('textarea, select, [role="dialog"]') === null;
}

function openQueue(
  assessmentId: string,
  onState: (state: QueueState, detail: string | null) => void,
): AnswerQueue {
  guarded(removeAbandoned);
  const key = `${KEPT_ANSWERS}${assessmentId}`;
  return new AnswerQueue({
    assessmentId,
    onState,
    store: {
      read: () => guarded(() => localStorage.getItem(key)),
      write: (text) => guarded(() => localStorage.setItem(key, text)),
      remove: () => guarded(() => localStorage.removeItem(key)),
    },
    send: async (body) => {
      const response = await fetch("/assessment/answers", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
      });
      const detail = response.ok ? null : await response.json().then(detailOf, () => null);
      return { status: response.status, detail };
    },
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    now: () => new Date(),
  });
}

/** Answers of other sheets wait for their owner, but not for ever: a device may have many users. */
function removeAbandoned(): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(KEPT_ANSWERS) && isAbandoned(localStorage.getItem(key), new Date())) {
      localStorage.removeItem(key);
    }
  }
}

function detailOf(problem: unknown): string | null {
  if (typeof problem !== "object" || problem === null || !("detail" in problem)) return null;
  return typeof problem.detail === "string" ? problem.detail : null;
}

/** Private windows may have no storage: then answers are kept while the page is open. */
function guarded<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

const readSetting = () => guarded(() => localStorage.getItem(KEYS_SETTING));
const writeSetting = (value: string) => guarded(() => localStorage.setItem(KEYS_SETTING, value));
