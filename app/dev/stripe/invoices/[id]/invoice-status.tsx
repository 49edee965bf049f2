import { Badge, type BadgeTone } from "@/components/ui/badge";

const STATUS: Record<string, { label: string; tone: BadgeTone }> = {
  draft: { label: "Draft", tone: "plain" },
  open: { label: "Open", tone: "gold" },
  paid: { label: "Paid", tone: "pine" },
  void: { label: "Void", tone: "plain" },
  uncollectible: { label: "Uncollectible", tone: "ember" },
};

export function InvoiceStatus({ status }: { status: string }) {
  const { label, tone } = STATUS[status] ?? { label: status, tone: "plain" };
  return <Badge tone={tone}>{label}</Badge>;
}
