import { readdirSync } from "node:fs";
import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { env } from "@/lib/platform/env";
import { proxy } from "@/proxy";

const headersOf = (path: string) => {
  const url = new URL(path, env().APP_URL);
  return proxy(new NextRequest(url, { headers: { host: url.host } })).headers;
};

/** Every address that a page or route file of the product answers, with words in place of parameters. */
const ADDRESSES = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file) && !file.startsWith("api/"))
  .map((file) => `/${file}`.replace(/\/(page\.tsx|route\.ts)$/, "").replace(/\/\([^)]*\)/g, "") || "/")
  .map((route) => route.replace(/\[[^\]]+\]/g, "some-word"));

describe("the page at the door of an event", () => {
  it("may use the camera and compile WebAssembly, from our own origin alone", () => {
    const headers = headersOf("/door/check-in");
    expect(headers.get("Permissions-Policy")).toContain("camera=(self)");
    expect(headers.get("Content-Security-Policy")).toMatch(/script-src [^;]*'wasm-unsafe-eval'/);
    expect(headers.get("Content-Security-Policy")).toContain("worker-src 'self'");
    expect(headers.get("Content-Security-Policy")).not.toContain("'unsafe-eval'");
  });

  it("is the only one that may", () => {
    const others = ADDRESSES.filter((path) => path !== "/door/check-in");
    expect(others.length).toBeGreaterThan(40);
    for (const path of [...others, "/door", "/door/check-in/more", "/door/check-in2", "/DOOR/CHECK-IN"]) {
      const headers = headersOf(path);
      expect(headers.get("Permissions-Policy"), path).toContain("camera=()");
      expect(headers.get("Content-Security-Policy") ?? "", path).not.toContain("wasm-unsafe-eval");
    }
  });
});
