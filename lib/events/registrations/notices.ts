import type { Seats } from "@/lib/events/registrations/lock-seats";
import type { Move } from "@/lib/events/registrations/seat-machine";
import { emitEvent, type NewEvent } from "@/lib/platform/events";
import { addJob } from "@/lib/platform/jobs";
import type { Registration as RegistrationRow } from "@/lib/platform/prisma/client";

/** The job that writes to a person about their registration. `{registration_id, partner_id, what}` */
export const SEND_NOTICE_JOB = "registrations.send-notice";

/** What people are written about. */
export const NOTICES = [
  "requested",
  "waiting",
  "registered",
  "approved",
  "approved_to_line",
  "offered",
  "promoted",
  "asked",
  "declined",
  "released",
  "offer_ended",
  "lapsed",
] as const;
export type Notice = (typeof NOTICES)[number];

interface Announcement {
  readonly notice?: Notice;
  readonly webhook?: "registration.created" | "registration.promoted" | "registration.cancelled";
}

const ANNOUNCEMENTS: Readonly<Record<Move, Announcement>> = {
  request: { notice: "requested", webhook: "registration.created" },
  queue: { notice: "waiting", webhook: "registration.created" },
  take: { notice: "registered", webhook: "registration.created" },
  approve_to_line: { notice: "approved_to_line" },
  approve_to_seat: { notice: "approved", webhook: "registration.promoted" },
  offer: { notice: "offered", webhook: "registration.promoted" },
  accept: { notice: "registered", webhook: "registration.promoted" },
  promote: { notice: "promoted", webhook: "registration.promoted" },
  confirm: {},
  ask_again: {},
  cancel: { webhook: "registration.cancelled" },
  decline: { notice: "declined", webhook: "registration.cancelled" },
  release: { notice: "released", webhook: "registration.cancelled" },
  expire: { notice: "offer_ended", webhook: "registration.cancelled" },
  lapse: { notice: "lapsed", webhook: "registration.cancelled" },
  lose_seat: { notice: "released", webhook: "registration.cancelled" },
};

export interface NoticeTerms {
  /** The person gets no email: they are no longer a guest of this site, or the event has begun. */
  readonly quiet?: boolean;
}

/** Queues what a move makes known, in its transaction. */
export async function announceMove(
  { ctx, tx, event }: Seats,
  row: RegistrationRow,
  move: Move,
  { quiet = false }: NoticeTerms = {},
): Promise<void> {
  const { notice, webhook } = ANNOUNCEMENTS[move];
  if (notice !== undefined && !quiet) await queueNotice({ tx }, row, notice);
  if (webhook !== undefined) {
    await emitEvent(ctx, tx, { partnerId: event.partnerId, type: webhook, data: registrationData(row) });
  }
}

/** The organizer hears that a seat or a place is free again, and no name. */
export async function announceErasure({ ctx, tx, event }: Seats, row: RegistrationRow): Promise<void> {
  const data = { ...registrationData(row), attendee_id: null, status: "cancelled", name: null };
  await emitEvent(ctx, tx, { partnerId: event.partnerId, type: "registration.cancelled", data });
}

export async function queueNotice(
  { tx }: Pick<Seats, "tx">,
  row: Pick<RegistrationRow, "id" | "partnerId">,
  what: Notice,
): Promise<void> {
  await addJob(tx, SEND_NOTICE_JOB, { registration_id: row.id, partner_id: row.partnerId, what });
}

/** What webhooks say of a registration: never an address, an account or a trait. */
function registrationData(row: RegistrationRow): NewEvent["data"] {
  return {
    registration_id: row.id,
    event_id: row.eventId,
    attendee_id: row.attendeeId,
    mode: row.mode,
    status: row.status,
    name: row.name,
  };
}
