"use server";

import { partnerAction } from "@/app/action";
import { inItsMode } from "@/lib/events/events/in-mode-of-event";
import { StartSchedule } from "@/lib/events/pairing/page-schemas";
import { startSchedule as start } from "@/lib/events/pairing/start-schedule";

export const startSchedule = partnerAction("expensive", StartSchedule, inItsMode(start));
