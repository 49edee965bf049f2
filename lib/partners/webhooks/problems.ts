import type { ProblemCode } from "@/lib/catalog/shapes";

export const webhookProblems: readonly ProblemCode[] = [
  {
    code: "too_many_endpoints",
    status: 409,
    title: "There are too many webhook endpoints",
    meaning: "The account has as many webhook endpoints as it may have; detail gives the number.",
    fix: "Delete endpoints that are not in use.",
  },
  {
    code: "endpoint_disabled",
    status: 409,
    title: "The webhook endpoint is disabled",
    meaning: "Nothing is sent to a disabled endpoint, neither test events nor replays.",
    fix: "Enable it first.",
  },
  {
    code: "too_many_test_events",
    status: 429,
    title: "Too many test events",
    meaning: "The account has sent as many webhook test events within a minute as it may.",
    fix: "Wait a minute. What was sent is listed among the endpoint's deliveries.",
  },
];
