"use client";

import { Printer } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";

const never = () => () => {};

/** Opens the browser's own print dialog. Only where scripts run: without them it is not there at all. */
export function PrintButton() {
  const scripted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (!scripted) return null;
  return (
    <Button type="button" kind="quiet" size="small" onClick={() => window.print()}>
      <Printer aria-hidden size={16} /> Print
    </Button>
  );
}
