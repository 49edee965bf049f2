import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { env } from "@/lib/platform/env";
import { proxy } from "@/proxy";

const headersOf = (path: string) => {
  const url = new URL(path, env().APP_URL);
  return proxy(new NextRequest(url, { headers: { host: url.host } })).headers;
};

describe("a page that a link's secret opens", () => {
  it.each(["", "/image", "/state"])(
    "keeps its address from other pages, caches and search engines: %s",
    (part) => {
      const headers = headersOf(`/shared/${"a".repeat(43)}${part}`);
      expect(headers.get("Referrer-Policy")).toBe("no-referrer");
      expect(headers.get("X-Robots-Tag")).toBe("noindex, nofollow, noarchive");
      expect(headers.get("Cache-Control")).toBe("no-store");
    },
  );

  it("of a guest sends it to this site alone, so that its forms are taken", () => {
    const headers = headersOf(`/guest/${"a".repeat(43)}`);
    expect(headers.get("Referrer-Policy")).toBe("same-origin");
    expect(headers.get("X-Robots-Tag")).toBe("noindex, nofollow, noarchive");
    expect(headers.get("Cache-Control")).toBe("no-store");
  });

  it("leaves other pages their own policy, so that forms are sent with their origin", () => {
    for (const path of ["/", "/sharing", "/sharedness", "/guests"]) {
      expect(headersOf(path).get("Referrer-Policy")).toBe("strict-origin-when-cross-origin");
      expect(headersOf(path).get("X-Robots-Tag")).toBeNull();
    }
  });
});
