import type { Domain } from "@/lib/api/domain";

export const researchExports: Domain = { name: "research/exports" };
