import type { Domain } from "@/lib/api/domain";
import { rateLimitProblems } from "@/lib/partners/rate-limits/problems";

export const rateLimits: Domain = {
  name: "partners/rate-limits",
  problems: rateLimitProblems,
};
