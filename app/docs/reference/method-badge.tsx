import { Badge } from "@/components/ui/badge";
import type { HttpMethod } from "@/lib/api/endpoint";

const TONES: Record<HttpMethod, "pine" | "plum" | "plain" | "ember"> = {
  GET: "pine",
  POST: "plum",
  PUT: "plain",
  PATCH: "plain",
  DELETE: "ember",
};

export function MethodBadge({ method }: { method: HttpMethod }) {
  return <Badge tone={TONES[method]}>{method}</Badge>;
}
