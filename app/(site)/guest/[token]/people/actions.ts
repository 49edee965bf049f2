"use server";

import { visitorAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import type { GuestContext } from "@/lib/events/events/guest";
import { openGuestLink } from "@/lib/events/invitations/open-guest-link";
import { GuestToken } from "@/lib/events/invitations/schemas";
import { answerMeeting } from "@/lib/events/meetings/answer-meeting";
import { blockPerson, unblockPerson } from "@/lib/events/meetings/block-person";
import { rateEvent } from "@/lib/events/meetings/rate-event";
import { reportPerson } from "@/lib/events/meetings/report-person";
import {
  AnswerMeeting,
  OtherGuest,
  RateEvent,
  ReportPerson,
  UnblockPerson,
  updateChoicesWith,
} from "@/lib/events/meetings/schemas";
import { updateChoices } from "@/lib/events/meetings/update-choices";
import type { Context } from "@/lib/platform/context";

/** A verb of guests, for the guest whose personal link the form names. */
const asGuest =
  <I extends object>(verb: (ctx: GuestContext, input: I) => Promise<unknown>) =>
  async (ctx: Context, { token, ...input }: GuestToken): Promise<unknown> =>
    verb(await openGuestLink(ctx, { token }), input as I);

const link = GuestToken.shape;

export const answerGuest = formAction(
  visitorAction("write", AnswerMeeting.extend(link), asGuest(answerMeeting)),
);
export const chooseContact = formAction(
  visitorAction("write", updateChoicesWith(link), asGuest(updateChoices)),
);
export const rate = formAction(visitorAction("write", RateEvent.extend(link), asGuest(rateEvent)));
export const report = formAction(visitorAction("write", ReportPerson.extend(link), asGuest(reportPerson)));
export const block = formAction(visitorAction("write", OtherGuest.extend(link), asGuest(blockPerson)));
export const unblock = formAction(visitorAction("write", UnblockPerson.extend(link), asGuest(unblockPerson)));
