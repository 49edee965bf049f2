import { beforeAll, describe, expect, inject, it } from "vitest";
import { createDoor } from "@/lib/events/check-in/create-door";
import { listCheckIns } from "@/lib/events/check-in/list-check-ins";
import { revokeDoor } from "@/lib/events/check-in/revoke-door";
import { createAttendees } from "@/lib/events/events/create-attendees";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { makeEvent } from "@/test/events";
import { partnerContext } from "@/test/partner-state";
import { closeProductDatabase, makePartner, productDatabase } from "@/test/product";

closeProductDatabase();

const url = inject("mounts")[0]?.url ?? "";
let ctx: PartnerContext;
let event_id: string;
let attendee_id: string;

interface Sent {
  body?: unknown;
  cookie?: string;
  headers?: Record<string, string>;
}

async function post(path: string, { body = {}, cookie, headers = {} }: Sent = {}) {
  const response = await fetch(`${url}/door/${path}`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      ...(cookie === undefined ? {} : { Cookie: cookie }),
      ...headers,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: text === "" ? null : JSON.parse(text),
  };
}

const NOTHING = { check_ins: [], list_version: null, cursor: null };

async function openedDoor() {
  const { door, link } = await createDoor(ctx, { event_id, name: "Main entrance" });
  const opened = await post("open", { body: { secret: link.split("#")[1] } });
  const set = opened.headers.get("set-cookie") ?? "";
  return { door, opened, set, cookie: set.split(";")[0] ?? "" };
}

const checkIn = () => ({
  id: newId(),
  attendee_id,
  kind: "in",
  method: "list",
  at: new Date().toISOString(),
  undoes: null,
  ticket: null,
});

beforeAll(async () => {
  const partner = await makePartner();
  ctx = partnerContext(partner);
  event_id = await makeEvent(productDatabase(), partner, { status: "published" });
  const { data } = await createAttendees(ctx, { event_id, attendees: [{ name: "Ada" }] });
  attendee_id = data[0]?.id ?? "";
});

describe("a phone at a door", () => {
  it("changes the secret of its link for a cookie that no script reads and no other address gets", async () => {
    const { opened, set } = await openedDoor();
    expect([opened.status, opened.text]).toEqual([204, ""]);
    expect(set).toMatch(/HttpOnly/i);
    expect(set).toMatch(/SameSite=strict/i);
    expect(set).toMatch(/Path=\/door(;|$)/i);
  });

  it("records by its cookie, and no browser or proxy keeps what it is sent", async () => {
    const { cookie } = await openedDoor();
    const one = checkIn();
    const { status, headers, json } = await post("sync", { cookie, body: { ...NOTHING, check_ins: [one] } });
    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(json).toMatchObject({ closed: null, results: [{ id: one.id, result: "recorded" }] });
    const { data } = await listCheckIns(ctx, { event_id, limit: 10 });
    expect(data.some(({ id }) => id === one.id)).toBe(true);
  });

  it("is answered 404, byte for byte alike, where its door is revoked, unknown or none", async () => {
    const { door, cookie } = await openedDoor();
    await revokeDoor(ctx, { event_id, door_id: door.id });
    const name = cookie.split("=")[0];
    const answers = await Promise.all([
      post("sync", { cookie, body: NOTHING }),
      post("sync", { cookie: `${name}=${"A".repeat(43)}`, body: NOTHING }),
      post("sync", { body: NOTHING }),
      post("open", { body: { secret: "A".repeat(43) } }),
    ]);
    const said = answers.map(({ status, json: { request_id: _, ...rest } }) => ({ ...rest, sent: status }));
    expect(said[0]).toMatchObject({ sent: 404, code: "not_found" });
    expect(new Set(said.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it("is refused from pages of other sites", async () => {
    const { cookie } = await openedDoor();
    const foreign: [string, string][] = [
      ["Origin", "https://elsewhere.example"],
      ["Sec-Fetch-Site", "cross-site"],
    ];
    for (const [name, value] of foreign) {
      const headers = { [name]: value };
      const { status, json } = await post("sync", { cookie, body: NOTHING, headers });
      expect([status, json.code]).toEqual([403, "cross_site_request"]);
    }
  });

  it.each([
    ["text that is no JSON", "{", 400, "malformed_json"],
    ["no fields", {}, 400, "invalid_input"],
    ["a field too many", { ...NOTHING, more: 1 }, 400, "invalid_input"],
    [
      "an undo of nothing",
      { ...NOTHING, check_ins: [{ ...checkIn(), kind: "undone" }] },
      400,
      "invalid_input",
    ],
    ["201 check-ins", { ...NOTHING, check_ins: Array.from({ length: 201 }, checkIn) }, 400, "invalid_input"],
    [
      "5,000 check-ins",
      { ...NOTHING, check_ins: Array.from({ length: 5_000 }, checkIn) },
      413,
      "body_too_large",
    ],
  ])("is told what is wrong with %s", async (_, body, wanted, code) => {
    const { cookie } = await openedDoor();
    const { status, json } = await post("sync", { cookie, body });
    expect([status, json.code]).toEqual([wanted, code]);
    if (json.code === "invalid_input") expect(json.errors.length).toBeGreaterThan(0);
  });

  it("leaves its door: the cookie is gone", async () => {
    const { cookie } = await openedDoor();
    const { status, headers } = await post("leave", { cookie });
    expect(status).toBe(204);
    expect(headers.get("set-cookie")).toMatch(/Max-Age=0|Expires=Thu, 01 Jan 1970/i);
  });
});

it("has a service worker that is limited to its own folder", async () => {
  const response = await fetch(`${url}/door/sw.js`);
  expect(response.headers.get("content-type")).toContain("text/javascript");
  expect(response.headers.get("service-worker-allowed")).toBeNull();
});
