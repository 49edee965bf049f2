import { z } from "zod";
import { humanName } from "@/lib/platform/human-text";
import { GROUP_NAMES, type GroupName, TRAITS } from "@/lib/scoring/model";

/** What a person agrees to with a link. A text that changes is a new version. */
export const SHARING_TERMS_VERSION = "sharing-1";

/** Links that one person may have at a time. */
export const MAX_LINKS = 20;
/** How many days a link may work; the last is until it is revoked. */
export const LIFETIMES = ["1", "7", "30", "90", "never"] as const;
export type Lifetime = (typeof LIFETIMES)[number];

/** How much a link shows: what stands out, parts in words, or everything. */
export const DEPTHS = ["headline", "groups", "all"] as const;
export type Depth = (typeof DEPTHS)[number];

/** Groups that can be chosen. Intimacy has a box of its own. */
export type PlainGroup = Exclude<GroupName, "sexual">;
export const PLAIN_GROUPS = GROUP_NAMES.filter((group): group is PlainGroup => group !== "sexual");

const MOST_NAME = 40;

const checked = z.preprocess((value) => value === true || value === "on", z.boolean());
/** Empty for anonymous. */
const NameOrNone = z.preprocess((value) => {
  const text = typeof value === "string" ? value.trim() : value;
  return text === "" || text === undefined ? null : text;
}, humanName(MOST_NAME).nullable());
const shows = z.enum(DEPTHS, "Choose what to show.");

const GroupBoxes = Object.fromEntries(PLAIN_GROUPS.map((group) => [group, checked])) as Record<
  PlainGroup,
  typeof checked
>;

const NO_GROUP = "Choose at least one part.";

/** What a person chooses to show of a result. */
const ResultChoice = z.strictObject({
  result_id: z.uuid(),
  shows,
  ...GroupBoxes,
  /** Asked for by a box of its own, and off unless it is checked. */
  intimacy: checked,
  name: NameOrNone,
});

function choosesGroup(choice: z.output<typeof ResultChoice>): boolean {
  return choice.shows !== "groups" || choice.intimacy || PLAIN_GROUPS.some((group) => choice[group]);
}

const noGroup = { message: NO_GROUP, path: ["groups"] };

const Link = {
  /** Made with the form: sent twice it makes one link. */
  form_id: z.uuid(),
  lasts: z.enum(LIFETIMES, "Choose how long the link works."),
};

export const ChooseOfResult = ResultChoice.refine(choosesGroup, noGroup);
export type ChooseOfResult = z.output<typeof ChooseOfResult>;

export const ShareResult = ResultChoice.extend(Link).refine(choosesGroup, noGroup);
export type ShareResult = z.output<typeof ShareResult>;

/** What a person chooses to show of a pair's report. */
export const ChooseOfReport = z.strictObject({
  pair_id: z.uuid(),
  shows,
  intimacy: checked,
  name: NameOrNone,
});
export type ChooseOfReport = z.output<typeof ChooseOfReport>;

export const ShareReport = ChooseOfReport.extend(Link);
export type ShareReport = z.output<typeof ShareReport>;

export const OneShareLink = z.strictObject({ link_id: z.uuid() });
export type OneShareLink = z.output<typeof OneShareLink>;

export const AgreeToShare = OneShareLink.extend({ name: NameOrNone });
export type AgreeToShare = z.output<typeof AgreeToShare>;

const trait = z.enum(TRAITS);
const group = z.enum(GROUP_NAMES as [GroupName, ...GroupName[]]);
const points = z.int().min(0).max(100);
const TraitLevel = z.enum(["low", "middle", "high"]);
const PairLevel = z.enum(["closer", "like_most", "further"]);

/** All that a link of a result shows: what was not chosen is not in it. */
export const SharedResult = z.strictObject({
  kind: z.literal("result"),
  /** When the result was made that it shows. */
  made_at: z.iso.datetime(),
  source: z.enum(["assessment", "quest"]),
  model_version: z.string(),
  /** How the story ended, for a result that came from it. */
  ending: z.strictObject({ title: z.string(), text: z.string() }).nullable(),
  highlights: z.array(z.strictObject({ trait, level: TraitLevel })),
  groups: z.array(
    z.strictObject({
      group,
      traits: z.array(
        z.strictObject({
          trait,
          level: TraitLevel,
          /** Where it most likely is and its 80 % range, in points of 100; null where only words are shown. */
          bar: z.strictObject({ at: points, low: points, high: points }).nullable(),
        }),
      ),
    }),
  ),
});
export type SharedResult = z.output<typeof SharedResult>;

/** All that a link of a report shows: bands and words, as either of the two sees them, or less. */
export const SharedReport = z.strictObject({
  kind: z.literal("report"),
  made_at: z.iso.datetime(),
  model_version: z.string(),
  bands: z.strictObject({ low: points, high: points, range_low: points, range_high: points }),
  overall: PairLevel,
  checked_in: z.boolean(),
  groups: z.array(z.strictObject({ group, level: PairLevel })),
  closest: z.array(trait),
  widest: z.array(trait),
  starters: z.array(z.strictObject({ trait, side: z.enum(["alike", "different"]) })),
});
export type SharedReport = z.output<typeof SharedReport>;

export const StoredShare = z.discriminatedUnion("kind", [SharedResult, SharedReport]);
export type StoredShare = z.output<typeof StoredShare>;
