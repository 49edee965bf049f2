import { afterEach, beforeEach, expect, it } from "vitest";
import { livenessReply } from "@/lib/api/health";
import { HSTS, securityHeaders } from "@/lib/api/security-headers";
import { setSettings } from "@/test/settings";

const DEPLOYED = {
  NODE_ENV: "production",
  DEMO_MODE: "",
  APP_URL: "https://soulmate.example",
  APP_SECRET: "0123456789abcdef0123456789abcdef0123456789abcdef",
  DATABASE_URL: "postgres://db.example/soulmate",
  SMTP_URL: "smtps://smtp.example",
  RATE_LIMIT_STORE: "memory",
  STRIPE_SECRET_KEY: "sk_live_example",
  STRIPE_WEBHOOK_SECRET: "whsec_example",
};

beforeEach(() => void setSettings());
afterEach(() => void setSettings());

it("sends every security header with a liveness response of a real deployment, HSTS among them", () => {
  setSettings(DEPLOYED);
  const { headers } = livenessReply();
  expect(headers.get("strict-transport-security")).toBe(HSTS);
  for (const [name, value] of Object.entries(securityHeaders())) expect(headers.get(name)).toBe(value);
});

it("sends no HSTS where stand-ins may run", () => {
  expect(livenessReply().headers.get("strict-transport-security")).toBeNull();
});
