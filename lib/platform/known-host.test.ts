import { describe, expect, it } from "vitest";
import { isKnownHost } from "@/lib/platform/known-host";

const demo = {
  standInsAllowed: true,
  APP_URL: "https://demo.example.com",
  ALLOWED_HOSTS: ["lan.example:8080", "[fd00::1]"],
  HOST: "192.0.2.7",
};

describe("where stand-ins run, a request", () => {
  it.each([
    "localhost",
    "LOCALHOST:3000",
    "127.0.0.1:3000",
    "[::1]",
    "[::1]:3000",
    "demo.example.com",
    "demo.example.com:443",
    "lan.example",
    "lan.example:3000",
    "[fd00::1]:3000",
    "192.0.2.7:3000",
  ])("may be sent to %s, by whatever port", (host) => {
    expect(isKnownHost(host, demo)).toBe(true);
  });

  it.each([
    "evil.example",
    "localhost.evil.example",
    "evil.example:3000",
    "127.0.0.1.evil.example",
    "demo.example.com.evil.example",
    "",
    ":3000",
    "localhost:3000:3000",
    "192.0.2.8",
  ])("may not be sent to %j", (host) => {
    expect(isKnownHost(host, demo)).toBe(false);
  });
});

it("in production a request may be sent to any name: what stands in front decides", () => {
  expect(isKnownHost("anything.example", { ...demo, standInsAllowed: false })).toBe(true);
});
