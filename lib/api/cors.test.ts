import { describe, expect, it } from "vitest";
import { corsHeaders, preflightHeaders } from "@/lib/api/cors";
import { setSettings } from "@/test/settings";

const asked = (origin?: string) =>
  corsHeaders(
    new Request("http://localhost/api/v1/usage", origin === undefined ? {} : { headers: { origin } }),
  );

describe("other origins", () => {
  it("are told nothing by default", () => {
    setSettings();
    expect(asked("https://app.example.com")).toEqual({});
    expect(asked("http://localhost")).toEqual({});
  });

  it("are let in when ALLOWED_ORIGINS names them, and then by name, never by a star", () => {
    setSettings({ ALLOWED_ORIGINS: "https://app.example.com, https://other.example.com" });
    const headers = asked("https://app.example.com");
    expect(headers["Access-Control-Allow-Origin"]).toBe("https://app.example.com");
    expect(headers["Access-Control-Allow-Credentials"]).toBeUndefined();
    expect(headers.Vary).toBe("Origin");
    for (const name of [
      "Request-Id",
      "RateLimit",
      "RateLimit-Policy",
      "Retry-After",
      "Idempotent-Replayed",
    ]) {
      expect(headers["Access-Control-Expose-Headers"]).toContain(name);
    }
  });

  it.each([
    "https://app.example.com.evil.example",
    "https://evil-app.example.com",
    "http://app.example.com",
    "https://app.example.com:8443",
    "https://APP.example.com",
    "null",
  ])("are kept out when they only look like one: %s", (origin) => {
    setSettings({ ALLOWED_ORIGINS: "https://app.example.com" });
    expect(asked(origin)).toEqual({ Vary: "Origin" });
  });

  it("make no difference between caches: a reply without an origin varies by it too", () => {
    setSettings({ ALLOWED_ORIGINS: "https://app.example.com" });
    expect(asked()).toEqual({ Vary: "Origin" });
  });
});

it("tells a preflight the methods and the headers that a call may carry", () => {
  const headers = preflightHeaders(["GET", "POST"]);
  expect(headers["Access-Control-Allow-Methods"]).toBe("GET, POST");
  for (const name of ["Authorization", "Content-Type", "Idempotency-Key", "X-API-Key"]) {
    expect(headers["Access-Control-Allow-Headers"]).toContain(name);
  }
});
