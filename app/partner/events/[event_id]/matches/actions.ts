"use server";

import { partnerAction } from "@/app/action";
import { inItsMode } from "@/lib/events/events/in-mode-of-event";
import { cancelMatchRun } from "@/lib/events/pairing/cancel-match-run";
import { forbidPair } from "@/lib/events/pairing/forbid-pair";
import { getRunProgress } from "@/lib/events/pairing/get-run-progress";
import { StartMatch } from "@/lib/events/pairing/page-schemas";
import { PairOfEvent } from "@/lib/events/pairing/pair-rule-schemas";
import { pinPair } from "@/lib/events/pairing/pin-pair";
import { releasePairs } from "@/lib/events/pairing/release-pairs";
import { removePairRule } from "@/lib/events/pairing/remove-pair-rule";
import { EventPath, RunPath } from "@/lib/events/pairing/schemas";
import { startMatch } from "@/lib/events/pairing/start-match";

export const runMatching = partnerAction("expensive", StartMatch, inItsMode(startMatch));
/** Asked again and again while a run works. */
export const readRun = partnerAction("read", RunPath, inItsMode(getRunProgress), { onlyReads: true });
export const cancelRun = partnerAction("write", RunPath, inItsMode(cancelMatchRun));
export const pin = partnerAction("write", PairOfEvent, inItsMode(pinPair));
export const forbid = partnerAction("write", PairOfEvent, inItsMode(forbidPair));
export const removeRule = partnerAction("write", PairOfEvent, inItsMode(removePairRule));
export const release = partnerAction("write", EventPath, inItsMode(releasePairs));
