import { endpoint } from "@/lib/api/endpoint";
import {
  Batch,
  BatchQuery,
  CalculateBatch,
  CalculateCompatibility,
  Compatibility,
  MAX_CANDIDATES,
  RankCandidates,
  Ranking,
  SandboxPeople,
  SandboxPeopleQuery,
} from "@/lib/partners/compatibility/schemas";

const exampleTraits = (value: number) => Array.from({ length: 32 }, () => value);
const examplePair = { person1: { traits: exampleTraits(0.5) }, person2: { traits: exampleTraits(0.6) } };

export const calculateEndpoint = endpoint({
  method: "POST",
  path: "/v1/compatibility/calculate",
  tag: "Compatibility",
  operationId: "calculateCompatibility",
  summary: "Score one pair",
  description:
    "How well two people fit, by 32 traits each. Traits may be null where unknown, as long as 16 are known in both.",
  auth: "partner",
  scope: "compatibility:calculate",
  limitClass: "calls",
  idempotent: true,
  body: CalculateCompatibility,
  reply: Compatibility,
  status: 200,
  billableUnits: () => 1,
  example: examplePair,
});

/** The pairs of a body that has not been checked yet. */
function pairCount(body: unknown): number {
  if (Array.isArray(body)) return body.length;
  if (typeof body === "object" && body !== null && "pairs" in body && Array.isArray(body.pairs))
    return body.pairs.length;
  return 1;
}

export const batchEndpoint = endpoint({
  method: "POST",
  path: "/v1/compatibility/batch",
  tag: "Compatibility",
  operationId: "calculateBatch",
  summary: "Score many pairs",
  description:
    "One result a pair, in order; a bad pair sinks no other, and only scored pairs are billed. Takes one call of the minute and as many of the day as there are pairs; a batch that does not fit the day is refused whole, and has taken its call of the minute.",
  auth: "partner",
  scope: "compatibility:calculate",
  limitClass: "calls",
  idempotent: true,
  query: BatchQuery,
  body: CalculateBatch,
  bareArray: "pairs",
  reply: Batch,
  status: 200,
  // A batch over the tier's size is refused for its size, so it takes one call; a dry run likewise.
  dayCost: (body, batchPairs, url) => {
    const pairs = pairCount(body);
    return url.searchParams.get("dry_run") === "true" || pairs > batchPairs ? 1 : Math.max(1, pairs);
  },
  billableUnits: (reply: { dry_run: boolean; scored_pairs: number }) =>
    reply.dry_run ? 0 : reply.scored_pairs,
  example: { pairs: [examplePair] },
  problems: ["batch_too_large"],
});

/** The candidates of a body that has not been checked yet. */
function candidateCount(body: unknown): number {
  return typeof body === "object" && body !== null && "candidates" in body && Array.isArray(body.candidates)
    ? body.candidates.length
    : 1;
}

export const rankEndpoint = endpoint({
  method: "POST",
  path: "/v1/compatibility/rank",
  tag: "Compatibility",
  operationId: "rankCandidates",
  summary: "Rank candidates for one person",
  description:
    "One person against up to 1,000 candidates, best first. Takes one call of the minute and as many of the day as there are candidates, and costs a unit for each that is scored. The body may have 2 MB.",
  auth: "partner",
  scope: "compatibility:calculate",
  limitClass: "calls",
  idempotent: true,
  maxBodyBytes: 2 * 1_048_576,
  body: RankCandidates,
  reply: Ranking,
  status: 200,
  // More than can be ranked are refused for their number, so they take one call.
  dayCost: (body) => {
    const candidates = candidateCount(body);
    return candidates > MAX_CANDIDATES ? 1 : Math.max(1, candidates);
  },
  billableUnits: (reply: { scored_pairs: number }) => reply.scored_pairs,
  example: {
    person: { traits: exampleTraits(0.5) },
    candidates: [
      { id: "ada", traits: exampleTraits(0.6) },
      { id: "ben", traits: exampleTraits(0.3) },
    ],
    limit: 10,
  },
});

export const sandboxPeopleEndpoint = endpoint({
  method: "GET",
  path: "/v1/sandbox/people",
  tag: "Sandbox",
  operationId: "listSandboxPeople",
  summary: "List people to try things with",
  description: "Fifty invented people, always the same.",
  auth: "partner",
  scope: "compatibility:calculate",
  limitClass: "calls",
  query: SandboxPeopleQuery,
  reply: SandboxPeople,
  status: 200,
});
