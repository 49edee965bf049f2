import type { Domain } from "@/lib/api/domain";
import { oversightNavigation } from "@/lib/research/oversight/navigation";

export const oversight: Domain = { name: "research/oversight", navigation: oversightNavigation };
