import { z } from "zod";
import type { CHECK_IN_QUESTIONS } from "@/lib/people/together/check-in-questions";
import { humanName } from "@/lib/platform/human-text";
import { GROUP_NAMES, TRAITS } from "@/lib/scoring/model";

/** What both agree to before anything is shown. A text that changes is a new version. */
export const TOGETHER_CONSENT_VERSION = "together-1";

/** Friends at one time, open invitations among them. */
export const MAX_FRIENDS = 12;
/** Pairs that one person may begin in 30 days, those that have ended among them. */
export const MAX_PAIRS_A_MONTH = 20;
/** An invitation works this long. */
export const INVITATION_DAYS = 14;
/** A pair gets a new report at most this often. */
export const REFRESH_DAYS = 7;
/** How long a person sees that the other left. */
export const ENDED_DAYS = 30;

const MOST_NAME = 40;

const checked = z.preprocess((value) => value === true || value === "on", z.boolean());
const agreed = (message: string) =>
  z.preprocess((value) => value === true || value === "on", z.literal(true, message));

const Keys = {
  /** Agrees that intimacy is compared, where the other does too. Adults only. */
  intimacy: checked,
};

export const CreateTogetherInvitation = z.strictObject({ name: humanName(MOST_NAME), ...Keys });
export type CreateTogetherInvitation = z.output<typeof CreateTogetherInvitation>;

export const OneTogetherInvitation = z.strictObject({ invitation_id: z.uuid() });
export type OneTogetherInvitation = z.output<typeof OneTogetherInvitation>;

export const TogetherToken = z.strictObject({
  token: z.string("Paste the code from your link.").trim().min(1, "Paste the code from your link.").max(200),
});
export type TogetherToken = z.output<typeof TogetherToken>;

const agreesToCompare = agreed("Check the box to compare, or leave this page.");

export const AcceptTogetherInvitation = TogetherToken.extend({
  name: humanName(MOST_NAME),
  agreed: agreesToCompare,
  ...Keys,
});
export type AcceptTogetherInvitation = z.output<typeof AcceptTogetherInvitation>;

export const OnePair = z.strictObject({ pair_id: z.uuid() });
export type OnePair = z.output<typeof OnePair>;

export const AgreeToCompare = OnePair.extend({ ...Keys });
export type AgreeToCompare = z.output<typeof AgreeToCompare>;

const CheckInAnswer = z.coerce.number("Choose one of the five answers.").int().min(1).max(5);

export const AnswerCheckIn = OnePair.extend({
  ease: CheckInAnswer,
  laughter: CheckInAnswer,
  heard: CheckInAnswer,
  honesty: CheckInAnswer,
  curiosity: CheckInAnswer,
  support: CheckInAnswer,
  energy: CheckInAnswer,
} satisfies Record<(typeof CHECK_IN_QUESTIONS)[number]["id"], z.ZodType>);
export type AnswerCheckIn = z.output<typeof AnswerCheckIn>;

const Level = z.enum(["closer", "like_most", "further"]);
const trait = z.enum(TRAITS);

/** What is stored of a report's words. */
export const StoredContent = z.object({
  overall: Level,
  groups: z.record(z.enum(GROUP_NAMES as [string, ...string[]]), Level.nullable()),
  closest: z.array(trait),
  widest: z.array(trait),
  alike: z.array(trait),
  different: z.array(trait),
});
