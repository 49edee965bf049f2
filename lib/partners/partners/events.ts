import type { EventDescription } from "@/lib/catalog/shapes";

export const partnerEvents: Readonly<Record<string, EventDescription>> = {
  "verification.completed": { group: "Account", sentence: "Your account's e-mail address was verified." },
};
