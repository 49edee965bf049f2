"use server";

import { partnerAction } from "@/app/action";
import { inItsMode } from "@/lib/events/events/in-mode-of-event";
import { cancelMatchRun as cancel } from "@/lib/events/pairing/cancel-match-run";
import { forbidPair as forbid } from "@/lib/events/pairing/forbid-pair";
import { getRunProgress as getProgress } from "@/lib/events/pairing/get-run-progress";
import { StartMatch } from "@/lib/events/pairing/page-schemas";
import { PairOfEvent } from "@/lib/events/pairing/pair-rule-schemas";
import { pinPair as pin } from "@/lib/events/pairing/pin-pair";
import { releasePairs as release } from "@/lib/events/pairing/release-pairs";
import { removePairRule as removeRule } from "@/lib/events/pairing/remove-pair-rule";
import { EventPath, RunPath } from "@/lib/events/pairing/schemas";
import { startMatch as start } from "@/lib/events/pairing/start-match";

export const startMatch = partnerAction("expensive", StartMatch, inItsMode(start));
/** Asked again and again while a run works. */
export const getRunProgress = partnerAction("read", RunPath, inItsMode(getProgress), { onlyReads: true });
export const cancelMatchRun = partnerAction("write", RunPath, inItsMode(cancel));
export const pinPair = partnerAction("write", PairOfEvent, inItsMode(pin));
export const forbidPair = partnerAction("write", PairOfEvent, inItsMode(forbid));
export const removePairRule = partnerAction("write", PairOfEvent, inItsMode(removeRule));
export const releasePairs = partnerAction("write", EventPath, inItsMode(release));
