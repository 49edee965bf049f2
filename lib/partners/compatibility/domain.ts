import type { Domain } from "@/lib/api/domain";
import { route } from "@/lib/api/endpoint";
import { calculateBatch } from "@/lib/partners/compatibility/calculate-batch";
import { calculateCompatibility } from "@/lib/partners/compatibility/calculate-compatibility";
import {
  batchEndpoint,
  calculateEndpoint,
  rankEndpoint,
  sandboxPeopleEndpoint,
} from "@/lib/partners/compatibility/endpoints";
import { listSandboxPeople } from "@/lib/partners/compatibility/list-sandbox-people";
import { compatibilityProblems } from "@/lib/partners/compatibility/problems";
import { rankCandidates } from "@/lib/partners/compatibility/rank-candidates";

export const compatibility: Domain = {
  name: "partners/compatibility",
  tags: { Compatibility: "Score pairs of people.", Sandbox: "Invented people to try things with." },
  routes: [
    route(calculateEndpoint, calculateCompatibility),
    route(batchEndpoint, calculateBatch),
    route(rankEndpoint, rankCandidates),
    route(sandboxPeopleEndpoint, listSandboxPeople),
  ],
  problems: compatibilityProblems,
};
