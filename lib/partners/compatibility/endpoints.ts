import { endpoint } from "@/lib/api/endpoint";
import {
  Batch,
  BatchQuery,
  CalculateBatch,
  CalculateCompatibility,
  Compatibility,
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
