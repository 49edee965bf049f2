"use client";

import dynamic from "next/dynamic";
import { useState, useSyncExternalStore } from "react";
import { currentToasts, noToasts, subscribeToToasts } from "@/components/ui/toast-store";

const ToasterView = dynamic(() => import("@/components/ui/toaster-view"), { ssr: false });

/** Where toasts appear; one a frame. */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts, noToasts);
  const [used, setUsed] = useState(false);
  if (toasts.length > 0 && !used) setUsed(true);
  return used ? <ToasterView toasts={toasts} /> : null;
}
