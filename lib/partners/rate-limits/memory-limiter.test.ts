import { describe, expect, it } from "vitest";
import type { Take } from "@/lib/partners/rate-limits/decision";
import { MemoryWindows } from "@/lib/partners/rate-limits/memory-limiter";

const noon = Date.UTC(2026, 2, 1, 12);

function takeOf(subject: string, at = noon): Take {
  return { subject, limits: { perMinute: 60, perDay: 1_000 }, minuteCost: 1, dayCost: 1, now: new Date(at) };
}

describe("the counts in memory", () => {
  it("are bounded however many subjects come", () => {
    const windows = new MemoryWindows(100);
    for (let n = 0; n < 10_000; n += 1) windows.take(takeOf(`ip:${n}`));
    expect(windows.size).toBe(200);
  });

  it("of a busy subject outlast a flood of new ones", () => {
    const windows = new MemoryWindows(100);
    for (let n = 0; n < 50; n += 1) windows.take(takeOf(`ip:${n}`));
    for (let n = 0; n < 30; n += 1) windows.take(takeOf("partner"));
    for (let n = 50; n < 10_000; n += 1) windows.take(takeOf(`ip:${n}`));
    expect(windows.take(takeOf("partner"))).toMatchObject({ current: 30, day: 30 });
  });

  it("go when their minute and their day are over", () => {
    const windows = new MemoryWindows();
    for (let n = 0; n < 1_000; n += 1) windows.take(takeOf(`ip:${n}`));
    const later = noon + 3 * 60_000;
    windows.take(takeOf("partner", later));
    expect(windows.size).toBe(1_000 + 2);
    windows.take(takeOf("partner", noon + 3 * 86_400_000));
    expect(windows.size).toBe(2);
  });

  it("begin anew when the machine's clock is set back by an hour, instead of staying spent", () => {
    const windows = new MemoryWindows();
    for (let n = 0; n < 60; n += 1) windows.take(takeOf("partner"));
    expect(windows.take(takeOf("partner"))).toMatchObject({ allowed: false });
    expect(windows.take(takeOf("partner", noon - 3_600_000))).toMatchObject({ allowed: true, day: 60 });
  });
});
