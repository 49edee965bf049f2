import { Badge } from "@/components/ui/badge";

/** A status, coloured by its class. */
export function StatusBadge({ status }: { status: number }) {
  return <Badge tone={status >= 500 ? "ember" : status >= 400 ? "gold" : "pine"}>{status}</Badge>;
}
