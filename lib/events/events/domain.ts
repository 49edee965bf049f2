import type { Domain } from "@/lib/api/domain";
import { route } from "@/lib/api/endpoint";
import { eventActions } from "@/lib/events/events/audit-actions";
import { cancelEvent } from "@/lib/events/events/cancel-event";
import { createAttendees } from "@/lib/events/events/create-attendees";
import { createEvent } from "@/lib/events/events/create-event";
import { deleteAttendee } from "@/lib/events/events/delete-attendee";
import {
  cancelEventEndpoint,
  createAttendeesEndpoint,
  createEventEndpoint,
  deleteAttendeeEndpoint,
  exportAttendeesEndpoint,
  getAttendeeEndpoint,
  getEventEndpoint,
  importAttendeesEndpoint,
  listAttendeesEndpoint,
  listEventsEndpoint,
  publishEventEndpoint,
  updateAttendeeEndpoint,
  updateEventEndpoint,
} from "@/lib/events/events/endpoints";
import { eventEvents } from "@/lib/events/events/events";
import { exportAttendees } from "@/lib/events/events/export-attendees";
import { getAttendee } from "@/lib/events/events/get-attendee";
import { getEvent } from "@/lib/events/events/get-event";
import { importAttendees } from "@/lib/events/events/import-attendees";
import { eventJobs } from "@/lib/events/events/jobs";
import { listAttendees } from "@/lib/events/events/list-attendees";
import { listEvents } from "@/lib/events/events/list-events";
import { eventNavigation } from "@/lib/events/events/navigation";
import { eventsPrivacy } from "@/lib/events/events/privacy";
import { eventProblems } from "@/lib/events/events/problems";
import { publishEvent } from "@/lib/events/events/publish-event";
import { updateAttendee } from "@/lib/events/events/update-attendee";
import { updateEvent } from "@/lib/events/events/update-event";

export const events: Domain = {
  name: "events/events",
  privacy: eventsPrivacy,
  tags: {
    Events: "Create, publish and cancel the events that people meet at.",
    Attendees: "The people whom you bring to an event.",
  },
  routes: [
    route(createEventEndpoint, createEvent),
    route(listEventsEndpoint, listEvents),
    route(getEventEndpoint, getEvent),
    route(updateEventEndpoint, updateEvent),
    route(publishEventEndpoint, publishEvent),
    route(cancelEventEndpoint, cancelEvent),
    route(createAttendeesEndpoint, createAttendees),
    route(listAttendeesEndpoint, listAttendees),
    route(importAttendeesEndpoint, importAttendees),
    route(exportAttendeesEndpoint, exportAttendees),
    route(getAttendeeEndpoint, getAttendee),
    route(updateAttendeeEndpoint, updateAttendee),
    route(deleteAttendeeEndpoint, deleteAttendee),
  ],
  jobs: eventJobs,
  problems: eventProblems,
  auditActions: eventActions,
  auditKinds: { event: "Events", event_pass: "Event passes" },
  events: eventEvents,
  navigation: eventNavigation,
};
