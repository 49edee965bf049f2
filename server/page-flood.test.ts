import { randomInt } from "node:crypto";
import { NextRequest } from "next/server";
import { beforeAll, describe, expect, it } from "vitest";
import { PAGE_COST, PAGE_LIMITS } from "@/lib/partners/rate-limits/page-limits";
import { proxy } from "@/proxy";
import { setSettings } from "@/test/settings";

beforeAll(() => {
  setSettings();
});

const freshAddress = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

function ask(address: string, path = "/", headers: Record<string, string> = {}) {
  return proxy(
    new NextRequest(`http://localhost${path}`, {
      headers: { Host: "localhost", "X-Forwarded-For": address, ...headers },
    }),
  );
}

/** Asks for pages until the first is refused, at most for two minutes' worth: the minute may end meanwhile. */
function pagesBeforeRefusal(address: string): number {
  const most = (2 * PAGE_LIMITS.perMinute) / PAGE_COST + 1;
  for (let asked = 0; asked < most; asked += 1) if (ask(address).status === 429) return asked;
  return most;
}

describe("a network that floods pages", () => {
  it("is refused plainly, with when to try again, and no other network with it", async () => {
    const flooding = freshAddress();
    const passed = pagesBeforeRefusal(flooding);
    expect(passed).toBeGreaterThanOrEqual(PAGE_LIMITS.perMinute / PAGE_COST);
    expect(passed).toBeLessThanOrEqual((2 * PAGE_LIMITS.perMinute) / PAGE_COST);
    const refused = ask(flooding);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await refused.text()).toMatch(
      /^Too many requests from your network. Try again in \d+ seconds?.\n$/,
    );
    expect(ask(freshAddress()).status).toBe(200);
  });

  it("counts with all its IPv6 addresses", () => {
    const prefix = `2001:db8:${randomInt(65_536).toString(16)}:${randomInt(65_536).toString(16)}`;
    let refused = 0;
    for (let asked = 0; asked < 3_200; asked += 1)
      if (ask(`${prefix}::${asked.toString(16)}`).status === 429) refused += 1;
    expect(refused).toBeGreaterThan(0);
  });

  it("is told apart from pages that fetch their own parts", () => {
    const address = freshAddress();
    for (let asked = 0; asked < 2_000; asked += 1)
      expect(ask(address, "/docs", { rsc: "1", "next-router-prefetch": "1" }).status).toBe(200);
  });
});
