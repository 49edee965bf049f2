import type { Domain } from "@/lib/api/domain";
import { route } from "@/lib/api/endpoint";
import { checkInActions } from "@/lib/events/check-in/audit-actions";
import { listCheckInsEndpoint, recordCheckInsEndpoint } from "@/lib/events/check-in/endpoints";
import { checkInEvents } from "@/lib/events/check-in/events";
import { checkInJobs } from "@/lib/events/check-in/jobs";
import { listCheckIns } from "@/lib/events/check-in/list-check-ins";
import { checkInPrivacy } from "@/lib/events/check-in/privacy";
import { checkInProblems } from "@/lib/events/check-in/problems";
import { recordCheckIns } from "@/lib/events/check-in/record-check-ins";

export const checkIn: Domain = {
  name: "events/check-in",
  tags: { "Check-in": "Record who came to an event." },
  routes: [route(listCheckInsEndpoint, listCheckIns), route(recordCheckInsEndpoint, recordCheckIns)],
  jobs: checkInJobs,
  problems: checkInProblems,
  events: checkInEvents,
  auditActions: checkInActions,
  privacy: checkInPrivacy,
};
