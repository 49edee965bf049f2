"use server";

import { adminAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import { closeReport } from "@/lib/events/meetings/close-report";
import { CloseReport } from "@/lib/events/meetings/schemas";

export const close = formAction(adminAction("write", CloseReport, closeReport));
