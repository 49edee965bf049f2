import { describe, expect, inject, it } from "vitest";
import { soulmate1 } from "@/lib/scoring/model";
import { scorePair } from "@/lib/scoring/score-pair";
import { correlatedCrowd } from "@/lib/scoring/testdata/crowd";
import { makeEvent } from "@/test/events";
import { callFrom } from "@/test/loopback";
import { call, closeProductDatabase, makePartner, productDatabase, until } from "@/test/product";
import { billedUnits } from "@/test/recorded-calls";

closeProductDatabase();

const guests = (size: number) =>
  correlatedCrowd(size, size).map((traits, i) => ({
    id: `guest-${i}`,
    traits,
    group: i % 2 === 0 ? "a" : "b",
  }));

describe.each(inject("mounts"))("through $name", (mount) => {
  it("matches 60 attendees as a plain double loop does, and lists them", async () => {
    const partner = await makePartner();
    const event_id = await makeEvent(productDatabase(), partner);
    const attendee_traits = guests(60);
    const expected = attendee_traits
      .flatMap((a, i) =>
        attendee_traits.slice(i + 1).map((b) => ({
          attendee1_id: a.id,
          attendee2_id: b.id,
          compatibility_score: scorePair(soulmate1, { traits1: a.traits, traits2: b.traits })
            .compatibilityScore,
        })),
      )
      .filter((pair) => pair.compatibility_score >= 0.55)
      .toSorted((one, other) => other.compatibility_score - one.compatibility_score);
    const body = { event_id, attendee_traits, threshold: 0.55 };
    const { status, body: reply } = await call(mount, "POST", "/v1/events/match", {
      key: partner.liveKey,
      body,
    });
    expect(status, JSON.stringify(reply)).toBe(200);
    expect(reply.matches).toEqual(expected.map((pair) => expect.objectContaining(pair)));
    expect(reply.match_rate).toBe(expected.length / 1_770);
    expect(await billedUnits(partner)).toBe(1_770);
    const list = await call(mount, "GET", `/v1/events/${event_id}/matches?limit=5`, { key: partner.liveKey });
    expect(list.body.data).toEqual(
      reply.matches.slice(0, 5).map((pair: object, i: number) => ({ rank: i + 1, ...pair })),
    );
  });

  it("matches 300 attendees in a thread of the built product", async () => {
    const partner = await makePartner();
    const event_id = await makeEvent(productDatabase(), partner);
    const body = { event_id, attendee_traits: guests(300), threshold_percentile: 99 };
    const { status, body: reply } = await call(mount, "POST", "/v1/events/match", {
      key: partner.liveKey,
      body,
    });
    expect(status, JSON.stringify(reply)).toBe(200);
    expect(reply.allowed_pairs).toBe(44_850);
    expect(Math.abs(reply.total_matches - 449)).toBeLessThanOrEqual(1);
  });

  it("answers later for 2,000 attendees, and replays the same answer for its Idempotency-Key", async () => {
    const partner = await makePartner();
    const event_id = await makeEvent(productDatabase(), partner, { status: "published" });
    const body = { event_id, attendee_traits: guests(2_000), limit: 10 };
    const options = { key: partner.liveKey, body, headers: { "Idempotency-Key": "the evening" } };
    const accepted = await call(mount, "POST", "/v1/events/match", options);
    expect(accepted.status, JSON.stringify(accepted.body)).toBe(202);
    const url = accepted.headers.get("location") ?? "";
    expect(accepted.body).toEqual({ status_url: url, retry_after_seconds: 2 });
    const replayed = await call(mount, "POST", "/v1/events/match", options);
    expect([replayed.status, replayed.headers.get("location")]).toEqual([202, url]);
    const read = () => call(mount, "GET", url.replace(/^\/api/, ""), { key: partner.liveKey });
    await until(async () => (await read()).body.status === "finished", 50_000);
    const { body: run } = await read();
    expect(run.result).toMatchObject({ event_id, allowed_pairs: 1_999_000, billable_units: 1_999_000 });
    expect(run.result.matches).toHaveLength(10);
    expect(await billedUnits(partner)).toBe(1_999_000);
  });

  it("respects Prefer: respond-async for few attendees", async () => {
    const partner = await makePartner();
    const event_id = await makeEvent(productDatabase(), partner);
    const body = { event_id, attendee_traits: guests(4) };
    const headers = { Prefer: "respond-async" };
    const accepted = await call(mount, "POST", "/v1/events/match", { key: partner.testKey, body, headers });
    // The event is live, so a test key knows nothing of it.
    expect(accepted.status).toBe(404);
    const live = await call(mount, "POST", "/v1/events/match", { key: partner.liveKey, body, headers });
    expect([live.status, live.headers.get("preference-applied")]).toEqual([202, "respond-async"]);
  });

  it("takes one call of the day per attendee, and one for too many", async () => {
    const partner = await makePartner({ per_day: 100 });
    const event_id = await makeEvent(productDatabase(), partner);
    const send = (size: number) =>
      callFrom(mount, "POST", "/v1/events/match", {
        key: partner.liveKey,
        body: { event_id, attendee_traits: guests(size) },
      });
    const first = await send(60);
    expect([first.status, first.headers.get("x-ratelimit-remaining")]).toEqual([200, expect.any(String)]);
    expect(await send(60)).toMatchObject({ status: 429, body: { code: "rate_limited_day" } });
    expect((await send(40)).status).toBe(200);
    const other = await makePartner({ per_day: 5 });
    const many = await callFrom(mount, "POST", "/v1/events/match", {
      key: other.liveKey,
      body: { event_id, attendee_traits: guests(5_001) },
    });
    expect(many).toMatchObject({
      status: 400,
      body: { code: "invalid_input", errors: [{ path: "attendee_traits" }] },
    });
  });

  it("sends the report of a schedule as a table, and the figures of an event", async () => {
    const partner = await makePartner();
    const event_id = await makeEvent(productDatabase(), partner);
    const key = partner.liveKey;
    const early = await call(mount, "GET", `/v1/events/${event_id}/report.csv`, { key });
    expect(early).toMatchObject({ status: 409, body: { code: "event_not_matched" } });
    const body = { attendee_traits: guests(9), rounds: 2 };
    const planned = await call(mount, "POST", `/v1/events/${event_id}/schedule`, { key, body });
    expect(planned.status, JSON.stringify(planned.body)).toBe(200);
    const report = await fetch(`${mount.url}/api/v1/events/${event_id}/report.csv`, {
      headers: { "X-API-Key": key },
    });
    expect([report.status, report.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
    const [head = "", ...rows] = (await report.text()).trim().split("\r\n");
    expect(head).toMatch(
      /^external_id,name,source,.+,table_1,partners_1,scores_1,table_2,partners_2,scores_2$/,
    );
    expect(rows.map((row) => row.split(",")[0])).toEqual(guests(9).map(({ id }) => id));
    const figures = await call(mount, "GET", `/v1/events/${event_id}/analytics`, { key });
    expect(figures.body).toMatchObject({
      event_id,
      attendees: { total: 0 },
      match: null,
      schedule: { attendees: 9, rounds: 2, byes: { total: 2, least: 0, most: 1 } },
    });
  });

  it("answers for another partner's event as for none, byte for byte", async () => {
    const [partner, neighbour] = [await makePartner(), await makePartner()];
    const theirs = await makeEvent(productDatabase(), neighbour);
    const send = async (event_id: string) => {
      const { status, body } = await call(mount, "POST", "/v1/events/match", {
        key: partner.liveKey,
        body: { event_id, attendee_traits: guests(4) },
      });
      return { status, body: { ...body, request_id: "" } };
    };
    expect(await send(theirs)).toEqual(await send("0192f3c1-7d5a-7c3e-9b1a-2f4d6e8a0c11"));
  });
});
