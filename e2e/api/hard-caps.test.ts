import { describe, expect, inject, it } from "vitest";
import { createAlert } from "@/lib/partners/alerts/create-alert";
import { CreateAlert } from "@/lib/partners/alerts/schemas";
import { updateAlert } from "@/lib/partners/alerts/update-alert";
import { partnerContext } from "@/test/partner-state";
import { call, closeProductDatabase, makePartner, person, until } from "@/test/product";
import { billedUnits, recordedCall } from "@/test/recorded-calls";

closeProductDatabase();

describe.each(inject("mounts"))("through $name", (mount) => {
  it("a hard cap of the partner's own refuses live calls that charge within a second, never reading, says until when, and goes when it is raised", async () => {
    const partner = await makePartner();
    const calculate = (key: string) =>
      call(mount, "POST", "/v1/compatibility/calculate", {
        key,
        body: { person1: person(0.4), person2: person(0.6) },
      });
    for (const _ of [1, 2, 3]) expect((await calculate(partner.liveKey)).status).toBe(200);
    const cap = await createAlert(
      partnerContext(partner),
      CreateAlert.parse({
        name: "No more than three",
        metric: "pairs",
        window: "month",
        threshold: 3,
        action: "block",
        recipients: ["ops@example.com"],
      }),
    );
    expect(cap).toMatchObject({ value: 3, blocking: true });
    await until(async () => (await calculate(partner.liveKey)).status === 429, 1_500);
    const billed = await billedUnits(partner);

    const refused = await calculate(partner.liveKey);
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ code: "cap_reached", status: 429 });
    expect(refused.body.detail).toContain(cap.window_end);
    const seconds = (Date.parse(cap.window_end) - Date.now()) / 1_000;
    expect(Math.abs(Number(refused.headers.get("retry-after")) - seconds)).toBeLessThan(10);
    expect(await recordedCall(refused.headers.get("request-id"))).toMatchObject({
      errorCode: "cap_reached",
      billable: false,
    });
    expect((await calculate(partner.testKey)).status).toBe(200);
    for (const path of [
      "/v1/monetization/api-usage/summary",
      "/v1/monetization/api-usage/rate-limit",
      "/v1/monetization/ai-tokens/balance",
      "/v1/monetization/ai-tokens/usage",
      `/v1/partners/${partner.partnerId}`,
    ]) {
      expect((await call(mount, "GET", path, { key: partner.liveKey })).body.code).not.toBe("cap_reached");
    }
    expect(
      (await call(mount, "GET", "/v1/monetization/api-usage/summary", { key: partner.liveKey })).status,
    ).toBe(200);
    expect(await billedUnits(partner)).toBe(billed);

    await updateAlert(partnerContext(partner), { alert_id: cap.id, threshold: 1_000 });
    await until(async () => (await calculate(partner.liveKey)).status === 200, 1_500);
  });
});
