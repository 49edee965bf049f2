import { afterEach, expect, it, vi } from "vitest";
import { NotFound, Unavailable } from "@/lib/platform/errors";
import { askStandIn } from "@/lib/vendors/stripe/ask-stand-in";
import { setSettings } from "@/test/settings";

const loaded = vi.hoisted(() => vi.fn());

vi.mock("@/lib/vendors/stripe/stand-in/main", () => {
  loaded();
  return { jobs: [] };
});

afterEach(() => setSettings());

it("loads no stand-in in production, and loads it where DEMO_MODE allows it", async () => {
  setSettings({
    DEMO_MODE: "",
    APP_URL: "https://api.example.com",
    APP_SECRET: "0123456789abcdef0123456789abcdef",
    DATABASE_URL: "postgres://soulmate@db.example.com/soulmate",
    REDIS_URL: "rediss://redis.example.com:6379",
    SMTP_URL: "smtps://smtp.example.com:465",
    STRIPE_SECRET_KEY: "sk_live_x",
    STRIPE_WEBHOOK_SECRET: "whsec_x",
  });
  await expect(askStandIn(async () => "asked")).rejects.toBeInstanceOf(Unavailable);
  expect(loaded).not.toHaveBeenCalled();
  setSettings();
  expect(await askStandIn(async ({ jobs }) => jobs)).toEqual([]);
  expect(loaded).toHaveBeenCalledTimes(1);
});

it("turns an error of the stand-in's own bundle into the product's of that name", async () => {
  const error = Object.assign(new Error("There is no such page."), { name: "NotFound", code: "not_found" });
  const asked = askStandIn(async () => {
    throw error;
  });
  await expect(asked).rejects.toBeInstanceOf(NotFound);
  await expect(asked).rejects.toMatchObject({ code: "not_found", message: "There is no such page." });
});
