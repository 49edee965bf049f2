import type { Notice } from "@/lib/events/registrations/notices";
import type { RegistrationStatus } from "@/lib/events/registrations/seat-machine";

/** What an email about a registration may say, all of it fit for one. */
export interface NoticeFacts {
  event: string;
  /** How the venue's clocks read at the start. */
  when: string;
  where: string;
  company: string;
  place: number | null;
  /** Until when a seat is held, or the question can be answered. */
  until: string | null;
  confirmHours: number | null;
  /** The page of the event. */
  page: string;
}

/** An email is about a state. Where the registration has moved on meanwhile, another email says so. */
export const NOTICE_OF: Readonly<Record<Notice, readonly RegistrationStatus[]>> = {
  requested: ["requested"],
  waiting: ["waiting"],
  registered: ["registered", "confirmed"],
  approved: ["registered", "confirmed"],
  approved_to_line: ["waiting"],
  offered: ["offered"],
  promoted: ["registered", "confirmed"],
  asked: ["registered"],
  declined: ["declined"],
  released: ["released"],
  offer_ended: ["released"],
  lapsed: ["released"],
};

interface NoticeText {
  subject: string;
  lines: string[];
}

const SHOW = "See the event, invite friends, or cancel:";
const AGAIN = "If you still want to come, you can register again:";

/** The subject and paragraphs of each email. The time, the place and the link follow from `noticeText`. */
const TEXTS: Readonly<Record<Notice, (facts: NoticeFacts) => NoticeText & { link: string }>> = {
  requested: ({ event, company }) => ({
    subject: `Your request for ${event}`,
    lines: [`${company} approves guests of this event. We email you when they have decided.`],
    link: SHOW,
  }),
  waiting: ({ event, place }) => ({
    subject: `You are in line for ${event}`,
    lines: [
      `All seats are taken. ${placeText(place)}`,
      "When it is your turn, we hold a seat for you and email you. Your place only moves forward, unless you choose to wait for friends.",
    ],
    link: SHOW,
  }),
  registered: ({ event, confirmHours }) => ({
    subject: `You have a seat at ${event}`,
    lines: ["Your seat is reserved.", ...askedLater(confirmHours)],
    link: SHOW,
  }),
  approved: ({ event, company, confirmHours }) => ({
    subject: `You have a seat at ${event}`,
    lines: [`${company} approved your request, and you have a seat.`, ...askedLater(confirmHours)],
    link: SHOW,
  }),
  approved_to_line: ({ event, company, place }) => ({
    subject: `You are in line for ${event}`,
    lines: [
      `${company} approved your request. All seats are taken at the moment. ${placeText(place)}`,
      "When it is your turn, we hold a seat for you and email you.",
    ],
    link: SHOW,
  }),
  offered: ({ event, until }) => ({
    subject: `A seat at ${event} is free for you`,
    lines: [`We hold it for you until ${until ?? "the start"}. After that it goes to the next in line.`],
    link: "Take it or leave it here:",
  }),
  promoted: ({ event, company, confirmHours }) => ({
    subject: `You have a seat at ${event}`,
    lines: [`${company} gave you a seat.`, ...askedLater(confirmHours)],
    link: "If you can’t come, cancel here so that another person gets it:",
  }),
  asked: ({ event, until }) => ({
    subject: `Are you coming to ${event}?`,
    lines: [
      `Please answer by ${until ?? "the start"}. Without an answer your seat goes to the next in line.`,
    ],
    link: "Say that you are coming, or cancel:",
  }),
  declined: ({ event, company }) => ({
    subject: `About your registration for ${event}`,
    lines: [`${company} can’t offer you a place at this event.`],
    link: "The event’s page:",
  }),
  released: ({ event, company }) => ({
    subject: `Your seat at ${event} was released`,
    lines: [`${company} released your seat.`],
    link: AGAIN,
  }),
  offer_ended: ({ event }) => ({
    subject: `The seat at ${event} went to the next in line`,
    lines: ["You didn’t answer in time, so we offered the seat to the next person."],
    link: AGAIN,
  }),
  lapsed: ({ event }) => ({
    subject: `Your seat at ${event} was released`,
    lines: [
      "We asked whether you are coming and got no answer in time, so the seat went to the next in line.",
    ],
    link: AGAIN,
  }),
};

function placeText(place: number | null): string {
  if (place === null) return "You are in line.";
  return place === 1 ? "You are next in line." : `You are number ${place} in line.`;
}

function askedLater(confirmHours: number | null): string[] {
  if (confirmHours === null) return [];
  const before = confirmHours % 24 === 0 ? days(confirmHours / 24) : `${confirmHours} hours`;
  return [`About ${before} before the start we email you to ask whether you are coming.`];
}

function days(count: number): string {
  return count === 1 ? "a day" : `${count} days`;
}

/** An email about a registration: what has happened, when and where the event is, and where to answer. */
export function noticeText(notice: Notice, facts: NoticeFacts): { subject: string; text: string } {
  const { subject, lines, link } = TEXTS[notice](facts);
  return {
    subject,
    text: [...lines.flatMap((line) => [line, ""]), ...factRows(facts), "", link, facts.page].join("\n"),
  };
}

/** What an email about the event itself says: that it was cancelled, or is at another time or place. */
export function eventNoticeText(
  kind: "cancelled" | "moved",
  facts: Pick<NoticeFacts, "event" | "when" | "where" | "company" | "page"> & { reason: string | null },
  { registered }: { registered: boolean },
): { subject: string; text: string } {
  const { event, company, reason, page } = facts;
  const lines =
    kind === "cancelled"
      ? [`${company} cancelled ${event}.`, ...(reason === null ? [] : [`They wrote: ${reason}`])]
      : [`${company} changed the time or the place of ${event}. It is now:`];
  const ends = registered
    ? kind === "cancelled"
      ? ["You don’t need to do anything."]
      : ["See your registration, or cancel it:", page]
    : [`You get this email because ${company} put you on the guest list.`];
  return {
    subject: kind === "cancelled" ? `${event} was cancelled` : `${event} has a new time or place`,
    text: [...lines.flatMap((line) => [line, ""]), ...factRows(facts), "", ...ends].join("\n"),
  };
}

/** Rows that line up, which an email's HTML shows as a table. */
function factRows({ when, where }: Pick<NoticeFacts, "when" | "where">): string[] {
  return [`When:   ${when}`, ...(where === "" ? [] : [`Where:  ${where}`])];
}

/** A moment as a guest reads it: by the clocks of the venue, with their zone. */
export function venueTime(at: Date, timeZone: string): string {
  const words = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "long",
    month: "long",
    day: "numeric",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  });
  return words.format(at);
}
