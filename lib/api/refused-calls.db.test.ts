import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeServices, services } from "@/lib/api/services";
import { generateKey } from "@/lib/partners/api-keys/key-format";
import { REFUSED_LIMITS, REFUSED_ROWS } from "@/lib/partners/rate-limits/refused-limits";
import { findHandler } from "@/server/routes";
import { ownDatabase } from "@/test/own-database";
import { makePartner, person } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings({ DATABASE_URL: own.url });
});
afterAll(() => closeServices());

function send(remoteAddress: string, headers: Record<string, string>, path = "/v1/usage", method = "GET") {
  return findHandler(method, `/api${path}`)(
    new Request(`http://localhost/api${path}`, {
      method,
      headers: { "Content-Type": "application/json", ...headers },
      ...(method === "POST" ? { body: JSON.stringify({ person1: person(0.4), person2: person(0.6) }) } : {}),
    }),
    { remoteAddress },
  );
}

const unknownKey = () => generateKey("live");
const statuses = (answers: readonly Response[]) =>
  answers.reduce<Record<number, number>>((counts, { status }) => {
    counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }, {});

/** A network of the test's own: other addresses of the same /64 count with it. */
function network(): (host: number) => string {
  const prefix = randomBytes(6).toString("hex").match(/.{4}/g)?.join(":");
  return (host) => `2001:${prefix}::${host.toString(16)}`;
}

describe("800 calls with unknown keys from one network", () => {
  it("draw 429 beyond the limit, and leave no more rows than a network may", async () => {
    const from = network();
    const before = await own.prisma.apiCall.count();
    const answers: Response[] = [];
    for (let made = 0; made < 800; made += 1)
      answers.push(await send(from(made + 1), { "X-API-Key": unknownKey() }));
    const counts = statuses(answers);
    // The minute slides, so a few more pass where one ends meanwhile.
    expect(counts[429]).toBeGreaterThan(800 - 2 * REFUSED_LIMITS.perMinute);
    expect((counts[401] ?? 0) + (counts[429] ?? 0)).toBe(800);
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused?.json()).toMatchObject({ code: "rate_limited_minute" });
    await services().recorder.flush();
    const rows = (await own.prisma.apiCall.count()) - before;
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThanOrEqual(2 * REFUSED_ROWS.perNetwork);
  });

  it("keep neither that network's good keys nor another network's from working", async () => {
    const { testKey } = await makePartner({}, own.database);
    const from = network();
    for (let made = 0; made < 2 * REFUSED_LIMITS.perMinute + 1; made += 1) await send(from(1), {});
    expect((await send(from(1), {})).status).toBe(429);
    const path = "/v1/compatibility/calculate";
    expect((await send(from(1), { "X-API-Key": testKey }, path, "POST")).status).toBe(200);
    expect((await send(network()(1), { "X-API-Key": unknownKey() })).status).toBe(401);
  });
});

describe("paths that nothing answers", () => {
  it("leave no more rows than a network may", async () => {
    const before = await own.prisma.apiCall.count();
    for (let made = 0; made < 300; made += 1) await send("203.0.113.200", {}, "/v1/nothing");
    await services().recorder.flush();
    expect((await own.prisma.apiCall.count()) - before).toBeLessThanOrEqual(2 * REFUSED_ROWS.perNetwork);
  });
});
