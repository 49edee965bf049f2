import { afterEach, expect, inject, it } from "vitest";
import { answerRequest } from "@/app/dev/stripe/answer-request";
import { setSettings } from "@/test/settings";

const url = inject("mounts")[0]?.url ?? "";
const key = { Authorization: "Bearer sk_test_curl" };

afterEach(() => {
  setSettings();
});

it("Stripe's stand-in answers tools over HTTP as Stripe does", async () => {
  const refused = await fetch(`${url}/dev/stripe/v1/customers`);
  expect(refused.status).toBe(401);
  const unknown = await fetch(`${url}/dev/stripe/v1/unicorns`, { headers: key });
  expect(unknown.status).toBe(404);
  expect(await unknown.json()).toMatchObject({
    error: { message: expect.stringContaining("Unrecognized request URL (GET: /v1/unicorns)") },
  });
  const made = await fetch(`${url}/dev/stripe/v1/customers`, {
    method: "POST",
    headers: key,
    body: new URLSearchParams({ email: "curl@example.com", "metadata[from]": "curl" }),
  });
  expect(await made.json()).toMatchObject({ object: "customer", metadata: { from: "curl" } });
  expect(made.headers.get("request-id")).toMatch(/^req_/);
});

it("is not there where a key of Stripe's is set", async () => {
  setSettings({ STRIPE_SECRET_KEY: "sk_test_mine", STRIPE_WEBHOOK_SECRET: "whsec_x" });
  const request = new Request("http://localhost/dev/stripe/v1/customers", { headers: key });
  expect((await answerRequest(request)).status).toBe(404);
});
