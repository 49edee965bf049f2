import { describe, expect, it } from "vitest";
import { MatchEvent } from "@/lib/events/pairing/schemas";
import { fieldErrors } from "@/lib/platform/input";

const event_id = "0192f3c1-7d5a-7c3e-9b1a-2f4d6e8a0c11";
const traits = Array.from({ length: 32 }, () => 0.5);
const attendee = (id: string) => ({ id, traits });
const attendee_traits = [attendee("a"), attendee("b")];
const faultsOf = (body: unknown) => {
  const { error } = MatchEvent.safeParse(body);
  return error === undefined ? [] : fieldErrors(error.issues).map(({ path }) => path);
};

describe("what is asked of a match", () => {
  it.each([
    ["nothing", {}, ["event_id"]],
    ["an event that is no id", { event_id: "mine", attendee_traits }, ["event_id"]],
    ["one attendee", { event_id, attendee_traits: [attendee("a")] }, ["attendee_traits"]],
    [
      "an id twice",
      { event_id, attendee_traits: [...attendee_traits, attendee("a"), attendee("b")] },
      ["attendee_traits[2].id", "attendee_traits[3].id"],
    ],
    [
      "5,001 attendees",
      { event_id, attendee_traits: Array.from({ length: 5_001 }, (_, i) => attendee(String(i))) },
      ["attendee_traits"],
    ],
    [
      "both thresholds",
      { event_id, attendee_traits, threshold: 0.6, threshold_percentile: 90 },
      ["threshold", "threshold_percentile"],
    ],
    ["a threshold above 1", { event_id, attendee_traits, threshold: 60 }, ["threshold"]],
    [
      "a percentile above 100",
      { event_id, attendee_traits, threshold_percentile: 101 },
      ["threshold_percentile"],
    ],
    ["a limit above 10,000", { event_id, attendee_traits, limit: 10_001 }, ["limit"]],
    ["a limit of 0", { event_id, attendee_traits, limit: 0 }, ["limit"]],
    ["an unknown model", { event_id, attendee_traits, model_version: "soulmate-0" }, ["model_version"]],
    ["an unknown field", { event_id, attendee_traits, treshold: 0.6 }, ["treshold"]],
    [
      "traits that are no numbers",
      { event_id, attendee_traits: [attendee("a"), { id: "b", traits: [...traits.slice(1), "high"] }] },
      ["attendee_traits[1].traits[31]"],
    ],
    [
      "standard errors that cannot be",
      { event_id, attendee_traits: [attendee("a"), { ...attendee("b"), standard_errors: traits }] },
      Array.from({ length: 32 }, (_, k) => `attendee_traits[1].standard_errors[${k}]`),
    ],
    [
      "groups that are no texts",
      { event_id, attendee_traits: [attendee("a"), { ...attendee("b"), group: 1, seeks: ["a", ""] }] },
      ["attendee_traits[1].group", "attendee_traits[1].seeks[1]"],
    ],
  ])("is refused with %s, by name", (_what, body, paths) => {
    expect(faultsOf(body)).toEqual(paths);
  });

  it("may leave out everything but the event, or send null for its terms, and traits may be unknown", () => {
    const nothing = { threshold: null, threshold_percentile: null, limit: null, model_version: null };
    const unknown = {
      id: "b",
      traits: traits.map(() => null),
      standard_errors: null,
      group: null,
      seeks: null,
    };
    expect(faultsOf({ event_id })).toEqual([]);
    expect(faultsOf({ event_id, attendee_traits: [attendee("a"), unknown], ...nothing })).toEqual([]);
  });
});
