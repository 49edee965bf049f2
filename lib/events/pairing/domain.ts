import type { Domain } from "@/lib/api/domain";
import { route } from "@/lib/api/endpoint";
import { pairingActions } from "@/lib/events/pairing/audit-actions";
import { cancelMatchRun } from "@/lib/events/pairing/cancel-match-run";
import { createSchedule } from "@/lib/events/pairing/create-schedule";
import {
  cancelMatchRunEndpoint,
  createScheduleEndpoint,
  exportReportEndpoint,
  getAnalyticsEndpoint,
  getCertificateEndpoint,
  getMatchRunEndpoint,
  getScheduleEndpoint,
  listMatchesEndpoint,
  listPairRulesEndpoint,
  matchEventEndpoint,
  replacePairRulesEndpoint,
} from "@/lib/events/pairing/endpoints";
import { pairingEvents } from "@/lib/events/pairing/events";
import { exportReport } from "@/lib/events/pairing/export-report";
import { getAnalytics } from "@/lib/events/pairing/get-analytics";
import { getCertificate } from "@/lib/events/pairing/get-certificate";
import { getMatchRun } from "@/lib/events/pairing/get-match-run";
import { getSchedule } from "@/lib/events/pairing/get-schedule";
import { pairingJobs } from "@/lib/events/pairing/jobs";
import { listMatches } from "@/lib/events/pairing/list-matches";
import { listPairRules } from "@/lib/events/pairing/list-pair-rules";
import { matchEvent } from "@/lib/events/pairing/match-event";
import { eventReader } from "@/lib/events/pairing/own-crowd";
import { pairingPrivacy } from "@/lib/events/pairing/privacy";
import { pairingProblems } from "@/lib/events/pairing/problems";
import { replacePairRules } from "@/lib/events/pairing/replace-pair-rules";

export const pairing: Domain = {
  name: "events/pairing",
  tags: { Matching: "Find out who should meet whom at an event." },
  routes: [
    route(matchEventEndpoint, matchEvent),
    route(listMatchesEndpoint, listMatches),
    route(getMatchRunEndpoint, getMatchRun),
    route(cancelMatchRunEndpoint, cancelMatchRun),
    route(createScheduleEndpoint, createSchedule),
    route(getScheduleEndpoint, getSchedule),
    route(getCertificateEndpoint, getCertificate),
    route(listPairRulesEndpoint, listPairRules),
    route(replacePairRulesEndpoint, replacePairRules),
    route(exportReportEndpoint, exportReport),
    route(getAnalyticsEndpoint, getAnalytics),
  ],
  jobs: pairingJobs,
  readers: [eventReader],
  problems: pairingProblems,
  events: pairingEvents,
  auditActions: pairingActions,
  auditKinds: { match_run: "Match runs" },
  privacy: pairingPrivacy,
};
