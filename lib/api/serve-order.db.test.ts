import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as calculateBatch } from "@/app/api/v1/compatibility/batch/route";
import { POST as calculate } from "@/app/api/v1/compatibility/calculate/route";
import { POST as signUp } from "@/app/api/v1/partners/route";
import type { Handler } from "@/lib/api/serve/exchange";
import { closeServices } from "@/lib/api/services";
import { PUBLIC_LIMITS } from "@/lib/partners/rate-limits/public-limits";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { makePartner, person } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings({ DATABASE_URL: own.url });
});
afterAll(() => closeServices());

/** A call whose body tells how much of it was asked for. */
async function call(
  handler: Handler,
  {
    text,
    headers = {},
    address = "203.0.113.7",
  }: { text: string; headers?: Record<string, string>; address?: string },
) {
  let asked = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        asked += 1;
        controller.enqueue(Buffer.from(text));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const request = new Request("http://localhost/api/v1/anywhere", {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body,
    duplex: "half",
  } as RequestInit);
  const response = await handler(request, { remoteAddress: address });
  const text_ = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text_), asked: () => asked };
}

const pair = { person1: person(0.4), person2: person(0.6) };

describe("a caller beyond the limit", () => {
  it("is told before anything of the body is read, where no key is needed", async () => {
    const from = { text: "{}", address: "203.0.113.8" };
    for (let count = 0; count < PUBLIC_LIMITS.perMinute; count += 1) {
      const { status, asked } = await call(signUp, from);
      expect([status, asked()]).toEqual([400, 1]);
    }
    const { status, asked } = await call(signUp, from);
    expect([status, asked()]).toEqual([429, 0]);
  });

  it("is told before anything of the body is read, with a key", async () => {
    const { liveKey } = await makePartner({ per_minute: 1, per_day: 10 }, own.database);
    const sent = { text: JSON.stringify(pair), headers: { "X-API-Key": liveKey } };
    const first = await call(calculate, sent);
    expect([first.status, first.asked()]).toEqual([200, 1]);
    const second = await call(calculate, sent);
    expect([second.status, second.body.code, second.asked()]).toEqual([429, "rate_limited_minute", 0]);
  });

  it.each([
    ["minute", { per_minute: 1, per_day: 10 }],
    ["day", { per_minute: 10, per_day: 1 }],
  ])("is told before anything of a batch is read: %s", async (window, terms) => {
    const { liveKey } = await makePartner(terms, own.database);
    const sent = { text: JSON.stringify([pair]), headers: { "X-API-Key": liveKey } };
    expect((await call(calculateBatch, sent)).status).toBe(200);
    const second = await call(calculateBatch, sent);
    expect([second.status, second.body.code, second.asked()]).toEqual([429, `rate_limited_${window}`, 0]);
    expect(Number(second.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("is told that a batch is more than what is left of the day, which stays", async () => {
    const { liveKey } = await makePartner({ per_minute: 10, per_day: 3 }, own.database);
    const headers = { "X-API-Key": liveKey };
    const large = await call(calculateBatch, { text: JSON.stringify([pair, pair, pair, pair]), headers });
    expect([large.status, large.body.code]).toEqual([429, "rate_limited_day"]);
    expect(large.body.detail).toContain("3 are left and this takes 4");
    expect(large.headers.get("ratelimit")).toMatch(/^"minute";r=9;t=\d+, "day";r=3;/);
    const fitting = await call(calculateBatch, { text: JSON.stringify([pair, pair, pair]), headers });
    expect(fitting.status).toBe(200);
    expect(fitting.headers.get("ratelimit")).toMatch(/^"minute";r=8;t=\d+, "day";r=0;/);
  });
});

describe("a body", () => {
  it.each([
    ["of more than 16 kB is refused where no key is needed", signUp, 16_384, {}],
    ["of more than 1 MB is refused with a key", calculate, 1_048_576, { key: true }],
  ])("%s", async (_what, handler, limit, { key = false }: { key?: boolean }) => {
    const headers: Record<string, string> = key
      ? { "X-API-Key": (await makePartner({}, own.database)).liveKey }
      : {};
    const address = "203.0.113.9";
    const fits = await call(handler, {
      text: JSON.stringify({ x: newId() }).padEnd(limit),
      headers,
      address,
    });
    expect([fits.status, fits.body.code]).toEqual([400, "invalid_input"]);
    const long = await call(handler, { text: "{}".padEnd(limit + 1), headers, address });
    expect([long.status, long.body.code]).toEqual([413, "body_too_large"]);
    expect(long.body.detail).toContain(limit.toLocaleString("en-US"));
    expect(long.headers.get("connection")).toBe("close");
  });

  it("that breaks off is the caller's fault, and nothing is logged as ours", async () => {
    const { liveKey } = await makePartner({}, own.database);
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error("aborted"));
      },
    });
    const request = new Request("http://localhost/api/v1/compatibility/calculate", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-API-Key": liveKey },
      body,
      duplex: "half",
    } as RequestInit);
    const response = await calculate(request, { remoteAddress: "203.0.113.7" });
    expect([response.status, (await response.json()).code]).toEqual([400, "body_incomplete"]);
  });
});

describe("the country of a call", () => {
  const countries = async (settings: Record<string, string>) => {
    setSettings({ DATABASE_URL: own.url, ...settings });
    const { partnerId, liveKey } = await makePartner({}, own.database);
    const headers = { "X-API-Key": liveKey, "CF-IPCountry": "DE", "X-Forwarded-For": "203.0.113.7" };
    expect((await call(calculate, { text: JSON.stringify(pair), headers })).status).toBe(200);
    const rows = await own.database.prisma.apiCall.findMany({ where: { partnerId } });
    return rows.map(({ country }) => country);
  };

  it("is what a proxy of ours says", async () => {
    expect(await countries({ TRUSTED_PROXY_HOPS: "1" })).toEqual(["DE"]);
  });

  it("is not what the caller says where no proxy of ours stands in front", async () => {
    expect(await countries({})).toEqual([null]);
  });
});
