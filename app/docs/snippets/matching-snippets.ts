import { callCode } from "./call-code";
import { exampleRanked } from "./example-reply";
import type { Code } from "./languages";

/** What stands for the reader's event until they put in their own. */
const EVENT_PLACEHOLDER = "your_event_id";

/** Three guests of two groups. */
function exampleGuests() {
  const { person, candidates } = exampleRanked();
  return [{ id: "ada", traits: person.traits }, ...candidates].slice(0, 3).map(({ id, traits }, index) => ({
    id,
    traits,
    group: index === 0 ? "a" : "b",
    seeks: [index === 0 ? "b" : "a"],
  }));
}

/** The guide for venues. A test runs each in each language. */
export const MATCHING_SNIPPETS = {
  "match-event": {
    title: "Match the attendees of an event",
    code: (origin: string): Code =>
      callCode(origin, {
        method: "POST",
        path: "/v1/events/match",
        keyed: true,
        body: { event_id: EVENT_PLACEHOLDER, threshold: 0.4, attendee_traits: exampleGuests() },
        show: ["total_matches"],
      }),
  },
  "plan-schedule": {
    title: "Plan one round of pairs",
    code: (origin: string): Code =>
      callCode(origin, {
        method: "POST",
        path: `/v1/events/${EVENT_PLACEHOLDER}/schedule`,
        keyed: true,
        body: { rounds: 1, attendee_traits: exampleGuests() },
        show: ["is_certified"],
      }),
  },
  "pair-rules": {
    title: "Remove all rules about pairs",
    code: (origin: string): Code =>
      callCode(origin, {
        method: "PUT",
        path: `/v1/events/${EVENT_PLACEHOLDER}/pair-rules`,
        keyed: true,
        body: { pins: [], forbids: [] },
        show: ["pins"],
      }),
  },
  "event-report": {
    title: "Download how each attendee fares",
    code: (origin: string): Code =>
      callCode(origin, {
        method: "GET",
        path: `/v1/events/${EVENT_PLACEHOLDER}/report.csv`,
        keyed: true,
        print: "text",
      }),
  },
  "event-analytics": {
    title: "See how many attendees the schedule is for",
    code: (origin: string): Code =>
      callCode(origin, {
        method: "GET",
        path: `/v1/events/${EVENT_PLACEHOLDER}/analytics`,
        keyed: true,
        show: ["schedule", "attendees"],
      }),
  },
  "check-certificate": {
    title: "Check a certificate",
    code: (): Code => ({
      python: `import json, math
people = {p["id"]: p for p in json.load(open("attendees.json"))}  # what you sent as attendee_traits, without who is absent
proof = json.load(open("certificate.json"))  # GET /v1/events/{event_id}/schedule/certificate
crowd, y, bonus = [people[name] for name in proof["attendees"]], proof["vertex_duals"], proof["cardinality_bonus"]
mate, pin = ({a: b for pair in proof[key] for a, b in (pair, pair[::-1])} for key in ("pairs", "pins"))
barred = {frozenset(pair) for pair in proof["forbids"]}
blossoms = [(set(b["attendees"]), b["dual"]) for b in proof["blossoms"]]
wants, weights, met = lambda p, q: p.get("seeks") is None or q.get("group") in p["seeks"], [0], set()
for a, b in ((a, b) for a in range(len(crowd)) for b in range(a)):
    meet = pin.get(a) == b or (wants(crowd[a], crowd[b]) and wants(crowd[b], crowd[a]))
    if not meet or frozenset((a, b)) in barred or pin.get(a, b) != b or pin.get(b, a) != a: continue
    weights.append(round((0.5 * math.exp(-math.dist(crowd[a]["traits"], crowd[b]["traits"])) + 0.375) * proof["scale"]))
    slack = y[a] + y[b] - weights[-1] - bonus
    if slack < 0 or mate.get(a) == b: slack += sum(z for who, z in blossoms if a in who and b in who)
    assert slack >= -1, "a pair outweighs its duals"  # 1 is the last digit, which languages may round apart
    if mate.get(a) == b and slack <= 1: met |= {a, b}
assert met == set(mate) and len(people) == len(crowd) == len(set(proof["attendees"])) and all(d >= 0 and (v in mate or d == 0) for v, d in enumerate(y)), "a pair or dual is wrong"
assert all(z > 0 and sum(mate.get(v) in who for v in who) == len(who) - 1 for who, z in blossoms), "not full"
assert 2**50 > bonus > len(crowd) // 2 * (max(weights) - min(weights)) and max(weights[1:], default=2**30) > 2**28, "coarse"
print("Proven: no other", len(mate) // 2, "pairs score higher, and there are no more, by", len(pin) // 2, "pins and", len(barred), "forbids.")`,
    }),
  },
} as const;
