"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { createEvent, updateEvent } from "@/app/partner/events/actions";
import {
  changesOf,
  type EventDraft,
  fieldsOf,
  type LocalTime,
  PATHS,
} from "@/app/partner/events/event-draft";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorNotice, Notice } from "@/components/ui/error-notice";
import { Input, Select, Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { Event } from "@/lib/events/events/schemas";
import { offsetsAt } from "@/lib/events/events/zoned-time";

interface EventFormProps {
  initial: EventDraft;
  /** The event that is changed; null for a new one. */
  event: Pick<Event, "id" | "status"> | null;
  /** Of the event, or for a new one what the portal shows. */
  mode: Event["mode"];
  zones: readonly string[];
  cancelHref: string;
}

const REGISTRATION_HINTS: Record<Event["registration"], string> = {
  open: "People take a seat on the event’s page while there are any.",
  approval: "People ask for a seat, and you decide.",
  closed: "Only people whom you bring can come.",
};

/** What an event is, for a new one and for one that is changed. */
export function EventForm({ initial, event, mode: given, zones, cancelHref }: EventFormProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(initial);
  const [mode, setMode] = useState(given);
  const set = (change: Partial<EventDraft>) => setDraft((before) => ({ ...before, ...change }));
  const { run, pending, problem, errorOf } = useAction(
    (fields: EventDraft) =>
      event === null
        ? createEvent({ mode, event: fieldsOf(fields) })
        : updateEvent({ event_id: event.id, changes: changesOf(initial, fields) }),
    (saved) => {
      toast(event === null ? "Event created" : "Event saved", { description: saved.name });
      router.push(`/partner/events/${saved.id}`);
      router.refresh();
    },
  );

  // A browser in another zone than the server's proposes its own.
  useEffect(() => {
    if (event !== null) return;
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zones.includes(own)) setDraft((before) => ({ ...before, time_zone: own }));
  }, [event, zones]);

  useEffect(() => {
    if (problem !== null) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [problem]);

  const wrong = (path: (typeof PATHS)[number]) =>
    errorOf(path) ?? errorOf(`event.${path}`) ?? errorOf(`changes.${path}`);
  const placed = PATHS.some((path) => wrong(path) !== undefined);
  const text = (path: "venue" | "address" | "city" | "price_label" | "sponsor_badge") => ({
    value: draft[path],
    autoComplete: "off",
    onChange: ({ target }: { target: { value: string } }) => set({ [path]: target.value }),
  });
  const needed = event !== null && event.status !== "draft";

  return (
    <form
      ref={form}
      noValidate
      className="space-y-6"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        if (pending) return;
        if (event !== null && Object.keys(changesOf(initial, draft)).length === 0) {
          router.push(`/partner/events/${event.id}`);
          return;
        }
        run(draft);
      }}
    >
      {problem !== null && !placed && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <Group title="The event">
        <FormField label="Name" error={wrong("name")}>
          {(control) => (
            <Input
              {...control}
              value={draft.name}
              maxLength={120}
              autoComplete="off"
              onChange={({ target }) => set({ name: target.value })}
            />
          )}
        </FormField>
        <FormField
          label="Description"
          optional
          hint="What guests read before they register. Plain text."
          error={wrong("description")}
        >
          {(control) => (
            <Textarea
              {...control}
              rows={5}
              maxLength={5_000}
              value={draft.description}
              onChange={({ target }) => set({ description: target.value })}
            />
          )}
        </FormField>
        {event === null && (
          <fieldset className="space-y-1.5">
            <legend className="text-sm font-medium">Mode</legend>
            <SegmentedControl
              label="Mode"
              value={mode}
              onChange={setMode}
              options={[
                { value: "live", label: "Live" },
                { value: "test", label: "Test" },
              ]}
            />
            <p className="text-sm text-muted">
              {mode === "live"
                ? "For real guests. Publishing it uses one event pass."
                : "For trying things out. It is free, never public, and sends no email."}
            </p>
          </fieldset>
        )}
      </Group>
      <Group title="When" description="Times are what the clocks at the venue show.">
        <div className="grid gap-5 sm:grid-cols-2">
          <WhenField
            label="Starts"
            value={draft.starts}
            zone={draft.time_zone}
            error={wrong("starts_at")}
            onChange={(starts) => set({ starts })}
          />
          <WhenField
            label="Ends"
            value={draft.ends}
            zone={draft.time_zone}
            error={wrong("ends_at")}
            onChange={(ends) => set({ ends })}
          />
        </div>
        <FormField label="Time zone of the venue" error={wrong("time_zone")}>
          {(control) => (
            <Select
              {...control}
              value={draft.time_zone}
              onChange={({ target }) => set({ time_zone: target.value })}
            >
              {!zones.includes(draft.time_zone) && <option value={draft.time_zone}>{draft.time_zone}</option>}
              {zones.map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll("_", " ")}
                </option>
              ))}
            </Select>
          )}
        </FormField>
      </Group>
      <Group
        title="Where"
        {...(needed
          ? {}
          : { description: "A draft can wait for these. Publishing needs a venue, a city and a capacity." })}
      >
        <div className="grid gap-5 sm:grid-cols-2">
          <FormField label="Venue" optional={!needed} error={wrong("venue")}>
            {(control) => <Input {...control} {...text("venue")} maxLength={120} />}
          </FormField>
          <FormField label="City" optional={!needed} error={wrong("city")}>
            {(control) => <Input {...control} {...text("city")} maxLength={80} />}
          </FormField>
        </div>
        <FormField
          label="Address"
          optional
          hint="Street and number, for the map link."
          error={wrong("address")}
        >
          {(control) => <Input {...control} {...text("address")} maxLength={200} />}
        </FormField>
      </Group>
      <Group title="Seats">
        <div className="grid gap-5 sm:grid-cols-2">
          <FormField
            label="Capacity"
            optional={!needed}
            hint="How many people have room, however they come to you."
            error={wrong("capacity")}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="off"
                className="tabular-nums"
                value={draft.capacity}
                onChange={({ target }) => set({ capacity: target.value })}
              />
            )}
          </FormField>
          <FormField
            label="Registration on the site"
            hint={REGISTRATION_HINTS[draft.registration]}
            error={wrong("registration")}
          >
            {(control) => (
              <Select
                {...control}
                value={draft.registration}
                onChange={({ target }) => set({ registration: target.value as Event["registration"] })}
              >
                <option value="open">Open</option>
                <option value="approval">With your approval</option>
                <option value="closed">Closed</option>
              </Select>
            )}
          </FormField>
        </div>
        <FormField
          label="Ask who is coming"
          optional
          hint="So many hours before the start we ask everyone who registered. Seats that are not confirmed go to the next in line. Leave it empty to ask no one."
          error={wrong("confirm_hours")}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              placeholder="48"
              className="tabular-nums sm:max-w-40"
              value={draft.confirm_hours}
              onChange={({ target }) => set({ confirm_hours: target.value })}
            />
          )}
        </FormField>
      </Group>
      <Group title="How guests see it">
        <FormField label="Visibility" error={wrong("visibility")}>
          {(control) => (
            <Select
              {...control}
              value={draft.visibility}
              onChange={({ target }) => set({ visibility: target.value as Event["visibility"] })}
            >
              <option value="public">Public: listed for everyone</option>
              <option value="unlisted">Unlisted: open to people with the link</option>
              <option value="private">Private: your team only</option>
            </Select>
          )}
        </FormField>
        <div className="grid gap-5 sm:grid-cols-2">
          <FormField label="Price label" optional hint="Such as €15, or Free." error={wrong("price_label")}>
            {(control) => <Input {...control} {...text("price_label")} maxLength={40} />}
          </FormField>
          <FormField
            label="Sponsor"
            optional
            hint="The event’s card then says Sponsored, and this name."
            error={wrong("sponsor_badge")}
          >
            {(control) => <Input {...control} {...text("sponsor_badge")} maxLength={60} />}
          </FormField>
        </div>
      </Group>
      {needed && <Notice>This event is published. Changes show at once on its page.</Notice>}
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton pending={pending} pendingLabel="Saving…">
          {event === null ? "Create event" : "Save changes"}
        </SubmitButton>
        <Link prefetch={false} href={cancelHref} className={buttonStyle({ kind: "quiet" })}>
          Cancel
        </Link>
      </div>
    </form>
  );
}

function Group({
  title,
  description,
  children,
}: {
  title: string;
  description?: string;
  children: ReactNode;
}) {
  return (
    <Card className="space-y-5 p-5 sm:p-6">
      <div>
        <h2 className="font-semibold">{title}</h2>
        {description !== undefined && <p className="text-sm text-muted">{description}</p>}
      </div>
      {children}
    </Card>
  );
}

interface WhenFieldProps {
  label: string;
  value: LocalTime;
  zone: string;
  error: string | undefined;
  onChange: (value: LocalTime) => void;
}

/** A time at the venue. Where its clocks show that time twice, one of the two is chosen. */
function WhenField({ label, value, zone, error, onChange }: WhenFieldProps) {
  const offsets = offsetsAt(value.local, zone);
  const chosen = offsets.length > 1 && value.offset !== null && offsets.includes(value.offset);
  return (
    <div className="space-y-3">
      <FormField label={label} error={offsets.length > 1 && chosen ? undefined : error}>
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            value={value.local}
            onChange={({ target }) => onChange({ local: target.value, offset: null })}
          />
        )}
      </FormField>
      {offsets.length > 1 && (
        <FormField
          label={`${label}: which of the two?`}
          hint="Clocks go back that day, so this time comes twice."
        >
          {(control) => (
            <Select
              {...control}
              value={chosen ? (value.offset ?? "") : ""}
              onChange={({ target }) =>
                onChange({ ...value, offset: target.value === "" ? null : target.value })
              }
            >
              <option value="">Choose one</option>
              <option value={offsets[0]}>The first (UTC{offsets[0]})</option>
              <option value={offsets[1]}>The second (UTC{offsets[1]})</option>
            </Select>
          )}
        </FormField>
      )}
    </div>
  );
}
