import { describe, expect, it } from "vitest";
import {
  ACTION_LIMITS,
  type ActionCaller,
  type ActionClass,
  takeAction,
} from "@/lib/partners/rate-limits/action-limits";
import type { Limiter } from "@/lib/partners/rate-limits/limiter";
import { MemoryLimiter } from "@/lib/partners/rate-limits/memory-limiter";
import { LimitReached, Unavailable } from "@/lib/platform/errors";

const now = new Date("2026-11-20T12:00:00Z");
const classes = Object.keys(ACTION_LIMITS) as ActionClass[];

/** How many of `count` actions pass before the first is refused. */
async function passes(caller: ActionCaller, actionClass: ActionClass, count: number): Promise<number> {
  for (let made = 0; made < count; made += 1) {
    try {
      await takeAction(caller, actionClass, now);
    } catch (error) {
      expect(error).toBeInstanceOf(LimitReached);
      expect(error).toMatchObject({
        code: "too_many_actions",
        message: expect.stringMatching(/Try again in \d+/),
      });
      return made;
    }
  }
  return count;
}

const caller = (change: Partial<ActionCaller> = {}): ActionCaller => ({
  limiter: new MemoryLimiter(),
  address: "203.0.113.7",
  userId: "u1",
  ...change,
});

describe.each(classes)("an action of the class %s", (actionClass) => {
  const { perMinute } = ACTION_LIMITS[actionClass];

  it("is refused beyond the limit of its person, with when to try again", async () => {
    expect(await passes(caller(), actionClass, perMinute + 1)).toBe(perMinute);
  });

  it("counts for its person and its class alone", async () => {
    const first = caller();
    await passes(first, actionClass, perMinute + 1);
    expect(await passes({ ...first, userId: "u2" }, actionClass, 1)).toBe(1);
    for (const other of classes) {
      if (other !== actionClass) expect(await passes(first, other, 1)).toBe(1);
    }
  });

  it("is limited for a team as a whole too, however many people it invites", async () => {
    const team = caller({ partnerId: "p1" });
    let passed = 0;
    for (let person = 0; person < 8; person += 1)
      passed += await passes({ ...team, userId: `u${person}` }, actionClass, perMinute);
    expect(passed).toBe(5 * perMinute);
  });

  it("of a visitor counts by network", async () => {
    const visitor = caller({ userId: undefined });
    await passes(visitor, actionClass, perMinute + 1);
    expect(await passes({ ...visitor, address: "203.0.113.8" }, actionClass, 1)).toBe(1);
  });
});

it("is never refused to a network of visitors for the rest of the day, only for the rest of a minute", async () => {
  const visitor = caller({ userId: undefined });
  for (const actionClass of classes) {
    const { perMinute, perDay } = ACTION_LIMITS[actionClass];
    for (let made = 0; made < perDay + perMinute; made += 1) {
      const at = new Date(now.getTime() + Math.floor(made / (perMinute / 2)) * 60_000);
      if (at.getUTCDate() !== now.getUTCDate()) break;
      await takeAction(visitor, actionClass, at);
    }
  }
});

describe("while the limits' store does not answer", () => {
  const away = {
    take: async () => {
      throw new Unavailable("limiter_unavailable", "away");
    },
  } as unknown as Limiter;

  it.each(["read", "write", "revoke"] as const)("an action of the class %s goes on", async (actionClass) => {
    await expect(takeAction(caller({ limiter: away }), actionClass, now)).resolves.toBeUndefined();
  });

  it.each(["mail", "expensive"] as const)("an action of the class %s is refused", async (actionClass) => {
    await expect(takeAction(caller({ limiter: away }), actionClass, now)).rejects.toThrow(Unavailable);
  });
});
