import { describe, expect, inject, it } from "vitest";
import { call } from "@/test/product";

describe.each(inject("mounts"))("health through $name", (mount) => {
  it("is ready when the database, the limits' store and the migrations are", async () => {
    const { status, body } = await call(mount, "GET", "/health/ready");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: "ready",
      checks: { database: { ok: true }, limiter: { ok: true }, migrations: { ok: true } },
    });
  });

  it("is live without asking anyone", async () => {
    expect(await call(mount, "GET", "/health/live")).toMatchObject({ status: 200, body: { status: "live" } });
  });
});
