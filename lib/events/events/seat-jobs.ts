/**
 * What must happen after a change to an event is the work of those who know its seats: an event queues these jobs in the
 * transaction of the change.
 */

/** A seat may have become free. `{event_id}` */
export const FILL_SEATS_JOB = "registrations.fill-seats";
/** The event was cancelled, and its guests must hear of it. `{event_id}` */
export const EVENT_CANCELLED_JOB = "registrations.send-cancelled";
/** Its time or place has changed. `{event_id}` */
export const EVENT_MOVED_JOB = "registrations.send-moved";
