"use server";

import { userAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import type { GuestContext } from "@/lib/events/events/guest";
import { answerMeeting } from "@/lib/events/meetings/answer-meeting";
import { blockPerson, unblockPerson } from "@/lib/events/meetings/block-person";
import { rateEvent } from "@/lib/events/meetings/rate-event";
import { reportPerson } from "@/lib/events/meetings/report-person";
import {
  AnswerMeeting,
  OfOneEvent,
  OtherGuest,
  RateEvent,
  ReportPerson,
  UnblockPerson,
  updateChoicesWith,
} from "@/lib/events/meetings/schemas";
import { updateChoices } from "@/lib/events/meetings/update-choices";
import { findGuest } from "@/lib/events/registrations/find-guest";
import type { AccountContext } from "@/lib/identity/accounts/visitor-context";

/** A verb of guests, for the person who is signed in and has a seat at the event that the form names. */
const asGuest =
  <I extends object>(verb: (ctx: GuestContext, input: I) => Promise<unknown>) =>
  async (ctx: AccountContext, { event_id, ...input }: { event_id: string }): Promise<unknown> =>
    verb(await findGuest(ctx, { event_id }), input as I);

export const answerGuest = formAction(
  userAction("write", AnswerMeeting.extend(OfOneEvent.shape), asGuest(answerMeeting)),
);
export const chooseContact = formAction(
  userAction("write", updateChoicesWith(OfOneEvent.shape), asGuest(updateChoices)),
);
export const rate = formAction(userAction("write", RateEvent.extend(OfOneEvent.shape), asGuest(rateEvent)));
export const report = formAction(
  userAction("write", ReportPerson.extend(OfOneEvent.shape), asGuest(reportPerson)),
);
export const block = formAction(
  userAction("write", OtherGuest.extend(OfOneEvent.shape), asGuest(blockPerson)),
);
export const unblock = formAction(
  userAction("write", UnblockPerson.extend(OfOneEvent.shape), asGuest(unblockPerson)),
);
