"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { userAction, visitorAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import { enterProfile } from "@/app/profile";
import { acceptOffer as acceptOfferVerb } from "@/lib/events/registrations/accept-offer";
import { cancelRegistration as cancelRegistrationVerb } from "@/lib/events/registrations/cancel-registration";
import { confirmRegistration as confirmRegistrationVerb } from "@/lib/events/registrations/confirm-registration";
import { createFriendsLink as createFriendsLinkVerb } from "@/lib/events/registrations/create-friends-link";
import { declineOffer as declineOfferVerb } from "@/lib/events/registrations/decline-offer";
import { joinFriends as joinFriendsVerb } from "@/lib/events/registrations/join-friends";
import { leaveFriends as leaveFriendsVerb } from "@/lib/events/registrations/leave-friends";
import { registerForEvent as registerForEventVerb } from "@/lib/events/registrations/register-for-event";
import { JoinFriends, OfEvent } from "@/lib/events/registrations/schemas";
import { updateRegistration as updateRegistrationVerb } from "@/lib/events/registrations/update-registration";
import { waitForFriends as waitForFriendsVerb } from "@/lib/events/registrations/wait-for-friends";
import type { AccountContext } from "@/lib/identity/accounts/visitor-context";
import { StartAssessment } from "@/lib/people/assessments/schemas";
import { startAssessment } from "@/lib/people/assessments/start-assessment";
import { RegisterFields, UpdateFields } from "./registration-fields";
import { dropEvent, keepEvent } from "./way-back";

/** The page shows afresh what is so now, so an action answers nothing. */
const done =
  <I>(verb: (ctx: AccountContext, input: I) => Promise<unknown>) =>
  async (ctx: AccountContext, input: I): Promise<null> => {
    await verb(ctx, input);
    return null;
  };

export const registerForEvent = formAction(
  userAction("write", RegisterFields, async (ctx, input): Promise<null> => {
    await registerForEventVerb(ctx, input);
    await dropEvent();
    return null;
  }),
);

export const updateRegistration = formAction(userAction("write", UpdateFields, done(updateRegistrationVerb)));

export const cancelRegistration = formAction(userAction("revoke", OfEvent, done(cancelRegistrationVerb)));

export const acceptOffer = formAction(userAction("write", OfEvent, done(acceptOfferVerb)));

export const declineOffer = formAction(userAction("write", OfEvent, done(declineOfferVerb)));

export const confirmRegistration = formAction(userAction("write", OfEvent, done(confirmRegistrationVerb)));

export const createFriendsLink = formAction(userAction("write", OfEvent, done(createFriendsLinkVerb)));

export const joinFriends = formAction(userAction("write", JoinFriends, done(joinFriendsVerb)));

export const waitForFriends = formAction(userAction("write", OfEvent, done(waitForFriendsVerb)));

export const leaveFriends = formAction(userAction("write", OfEvent, done(leaveFriendsVerb)));

const StartForEvent = StartAssessment.extend(OfEvent.shape).extend({
  friends: z.string().max(100).optional(),
});

/** Begins the short form for a person who wants to register. When it is done they come back to the event. */
export const startForEvent = formAction(
  visitorAction("write", StartForEvent, async (_ctx, { event_id, friends, ...input }): Promise<null> => {
    const { ctx } = await enterProfile();
    const { assessment_id } = await startAssessment(ctx, input);
    await keepEvent(event_id, friends ?? null);
    redirect(`/assessment/${assessment_id}`);
  }),
);
