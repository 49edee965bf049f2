import { findEvent } from "@/lib/events/events/find-event";
import { localTime } from "@/lib/events/events/zoned-time";
import { getRounds } from "@/lib/events/pairing/get-rounds";
import type { CardKind } from "@/lib/events/pairing/page-schemas";
import type { Schedule } from "@/lib/events/pairing/schedule-schemas";
import type { EventPath } from "@/lib/events/pairing/schemas";
import { type PrintedCard, writeCardsPdf } from "@/lib/events/pairing/write-cards-pdf";
import { brandOf } from "@/lib/platform/brand";
import type { PartnerContext } from "@/lib/platform/context";
import { isDrawable } from "@/lib/platform/drawable-text";
import { Conflict } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/** Where a name has letters that our font lacks, it is written by hand. */
const TO_WRITE = "________________";

/**
 * Cards to print as a PDF: one a table and round, or one a guest with where they sit and with whom. Which round was drawn
 * at random they do not say. Throws Forbidden; NotFound; Conflict `no_schedule`.
 */
export async function exportCards(
  ctx: PartnerContext,
  { event_id, kind }: EventPath & { kind: CardKind },
): Promise<{ name: string; bytes: Buffer<ArrayBuffer> }> {
  assertPermitted(ctx, "events:read");
  const found = await getRounds(ctx, { event_id });
  if (found === null) throw new Conflict("no_schedule", "No rounds have been planned yet.");
  const { schedule, names } = found;
  const event = await findEvent(ctx, ctx.db, event_id);
  const nameOf = (id: string) => printable(names.get(id) ?? null, id);
  const eventName = isDrawable(event.name) ? event.name.normalize("NFC") : "";
  const day = new Date(`${localTime(event.startsAt, event.timeZone)}Z`);
  const date = day.toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" });
  const brand = brandOf(ctx);
  const bytes = await writeCardsPdf({
    title: kind === "tables" ? "Table cards" : "Guest cards",
    foot: [eventName, date, brand.name].filter((part) => part !== "").join(" · "),
    cards: kind === "tables" ? tableCards(schedule, nameOf) : guestCards(schedule, nameOf),
    brand,
    createdAt: ctx.clock.now(),
  });
  return { name: kind === "tables" ? "table-cards.pdf" : "guest-cards.pdf", bytes };
}

/** A name as our font can draw it; else the organizer's id with room to write the name. */
function printable(name: string | null, id: string): string {
  if (name !== null && name !== "" && isDrawable(name)) return name.normalize("NFC");
  const known = isDrawable(id) ? id : "";
  if (name === null || name === "") return known === "" ? TO_WRITE : known;
  return known === "" ? TO_WRITE : `${TO_WRITE} (${known})`;
}

function tableCards({ rounds }: Schedule, nameOf: (id: string) => string): PrintedCard[] {
  return rounds.flatMap(({ round, tables }) =>
    tables.map((people, at) => ({
      above: `Round ${round}`,
      heading: `Table ${at + 1}`,
      lines: people.map((id) => ({ label: null, text: nameOf(id) })),
    })),
  );
}

function guestCards(schedule: Schedule, nameOf: (id: string) => string): PrintedCard[] {
  const { rounds } = schedule;
  const guests = [...schedule.guests, ...schedule.own_answers_guests];
  const lines = new Map(guests.map(({ id }): [string, { label: string; text: string }[]] => [id, []]));
  for (const { round, tables, byes } of rounds) {
    for (const [at, people] of tables.entries()) {
      for (const id of people) {
        const others = people.filter((other) => other !== id).map(nameOf);
        lines.get(id)?.push({ label: `Round ${round} · Table ${at + 1}`, text: `with ${others.join(", ")}` });
      }
    }
    for (const id of byes) lines.get(id)?.push({ label: `Round ${round}`, text: "a break" });
  }
  return guests
    .map(({ id }) => ({ id, heading: nameOf(id) }))
    .toSorted((one, other) => one.heading.localeCompare(other.heading, "en"))
    .map(({ id, heading }) => ({ above: "Your rounds", heading, lines: lines.get(id) ?? [] }));
}
