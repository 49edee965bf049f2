import { callCode } from "./call-code";
import { examplePair } from "./example-reply";

/** Making an event and bringing people to it. */
export const EVENT_SNIPPETS = {
  "create-event": {
    title: "Create an event",
    code: (origin: string) =>
      callCode(origin, {
        method: "POST",
        path: "/v1/events",
        keyed: true,
        body: {
          name: "Valentine mixer",
          starts_at: "2027-02-14T19:30:00",
          ends_at: "2027-02-14T22:30:00",
          time_zone: "Europe/Berlin",
          venue: "Café Central",
          city: "Berlin",
          capacity: 60,
        },
        show: ["id"],
      }),
  },
  "add-attendees": {
    title: "Add people with their traits",
    code: (origin: string) => {
      const { person1, person2 } = examplePair();
      return callCode(origin, {
        method: "POST",
        path: "/v1/events/your_event_id/attendees",
        keyed: true,
        body: {
          attendees: [
            { external_id: "guest-1", name: "Ada", group: "women", seeks: ["men"], ...person1 },
            { external_id: "guest-2", name: "Ben", group: "men", seeks: ["women"], ...person2 },
          ],
        },
        show: ["added"],
      });
    },
  },
  "import-attendees": {
    title: "Add people from a table",
    code: (origin: string) =>
      callCode(origin, {
        method: "POST",
        path: "/v1/events/your_event_id/attendees.csv",
        keyed: true,
        csv: "name,email,group,seeks\nAda,ada@example.com,women,men\nBen,ben@example.com,men,women;men\n",
        show: ["added"],
      }),
  },
  "list-attendees": {
    title: "Download the list of attendees",
    code: (origin: string) =>
      callCode(origin, {
        method: "GET",
        path: "/v1/events/your_event_id/attendees.csv",
        keyed: true,
        print: "text",
      }),
  },
  "list-registrations": {
    title: "List people who registered",
    code: (origin: string) =>
      callCode(origin, {
        method: "GET",
        path: "/v1/events/your_event_id/registrations",
        keyed: true,
        show: ["has_more"],
      }),
  },
} as const;
