import { z } from "zod";
import { MAIL_GUESTS_JOB } from "@/lib/events/invitations/invite-attendees";
import { mailGuests } from "@/lib/events/invitations/mail-guests";
import { job } from "@/lib/platform/jobs";

const mail = job({
  name: MAIL_GUESTS_JOB,
  payload: z.object({ event_id: z.uuid(), partner_id: z.uuid() }),
  run: mailGuests,
});

export const invitationJobs = [mail];
