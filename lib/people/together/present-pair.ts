import type { Level } from "@/lib/people/together/compare-readings";
import { type FoundPair, type PairState, stateOf } from "@/lib/people/together/find-pair";
import { refreshFrom } from "@/lib/people/together/refresh-report";
import { StoredContent } from "@/lib/people/together/schemas";
import { type ScoreBands, scoreBands } from "@/lib/people/together/score-bands";
import { STARTER_TEXTS } from "@/lib/people/together/starter-texts";
import type { GroupName, TraitName } from "@/lib/scoring/model";

/** All that either of the two is shown of a report. */
export interface ShownReport {
  readonly madeAt: Date;
  readonly modelVersion: string;
  readonly bands: ScoreBands;
  readonly overall: Level;
  readonly groups: readonly { group: GroupName; level: Level }[];
  readonly closest: readonly TraitName[];
  readonly widest: readonly TraitName[];
  readonly starters: readonly { trait: TraitName; side: "alike" | "different"; text: string }[];
  readonly intimacy: boolean;
  /** Whether a check-in counts in the score. */
  readonly checkedIn: boolean;
}

export interface ShownPair {
  readonly id: string;
  readonly state: PairState;
  readonly friend: string;
  readonly you: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  /** When the other last looked at the report; null where they have not. */
  readonly friendLookedAt: Date | null;
  /** Whether both, or only the reader, would compare intimacy. */
  readonly yourIntimacy: boolean;
  readonly checkIn: { readonly yours: boolean; readonly friends: boolean };
  readonly refresh: "none" | "asked_by_you" | "asked_by_friend";
  /** From when a new report can be asked for; null for at once. */
  readonly refreshFrom: Date | null;
  readonly report: ShownReport | null;
  /** Changes with everything that changes the page. */
  readonly version: string;
}

export function presentPair(pair: FoundPair): ShownPair {
  const { row, own, friend, report } = pair;
  const state = stateOf(pair);
  const answered = (profileId: string) => row.checkIns.some((checkIn) => checkIn.profileId === profileId);
  return {
    id: row.id,
    state,
    friend: friend.name,
    you: own.name,
    createdAt: row.createdAt,
    endedAt: row.endedAt,
    friendLookedAt: friend.lookedAt,
    yourIntimacy: own.intimacy,
    checkIn: { yours: answered(own.profileId), friends: answered(friend.profileId) },
    refresh:
      row.refreshAskedBy === null
        ? "none"
        : row.refreshAskedBy === own.profileId
          ? "asked_by_you"
          : "asked_by_friend",
    refreshFrom: refreshFrom(pair),
    report: state === "ready" ? presentReport(report) : null,
    version: versionOf(pair),
  };
}

/** Who looked is no part of it: two open pages would otherwise renew each other without end. */
export function versionOf(pair: FoundPair): string {
  const { row, report } = pair;
  const times = [report?.createdAt, row.refreshAskedAt, ...row.checkIns.map(({ answeredAt }) => answeredAt)];
  const marks = times.map((time) => time?.getTime() ?? 0).toSorted((a, b) => a - b);
  return [stateOf(pair), ...marks].join(".");
}

function presentReport(report: FoundPair["row"]["report"]): ShownReport | null {
  if (report === null) return null;
  const content = StoredContent.parse(report.content);
  const starters = (side: "alike" | "different") =>
    content[side].map((trait) => ({ trait, side, text: STARTER_TEXTS[trait][side] }));
  return {
    madeAt: report.createdAt,
    modelVersion: report.modelVersion,
    bands: scoreBands(report, report.resonance),
    overall: content.overall,
    groups: Object.entries(content.groups).flatMap(([group, level]) =>
      level === null ? [] : [{ group: group as GroupName, level }],
    ),
    closest: content.closest,
    widest: content.widest,
    starters: [...starters("alike"), ...starters("different")],
    intimacy: report.intimacy,
    checkedIn: report.resonance.length > 0,
  };
}
