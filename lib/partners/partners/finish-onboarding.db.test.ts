import { beforeAll, expect, it } from "vitest";
import { finishOnboarding } from "@/lib/partners/partners/finish-onboarding";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { FixedClock } from "@/lib/platform/clock";
import { ownDatabase } from "@/test/own-database";
import { makePerson } from "@/test/people";
import { setSettings } from "@/test/settings";

const own = ownDatabase(2);
const FIRST = new Date("2026-03-14T09:30:00Z");
const LATER = new Date("2026-03-15T09:30:00Z");

beforeAll(() => {
  setSettings();
});

it("puts the first steps away once, of one's own partner alone, and writes down who did", async () => {
  const mine = await makePerson(own.database, { role: "owner" });
  const neighbour = await makePerson(own.database, { role: "owner" });
  const at = (now: Date) => own.as(mine, { clock: new FixedClock(now) });

  expect(await finishOnboarding(at(FIRST), {})).toEqual({ onboarded_at: FIRST.toISOString() });
  expect(await finishOnboarding(at(LATER), {})).toEqual({ onboarded_at: FIRST.toISOString() });

  const other = await own.prisma.partner.findUniqueOrThrow({ where: { id: neighbour.partnerId } });
  expect(other.onboardedAt).toBeNull();
  const written = await own.prisma.auditEvent.count({
    where: { partnerId: mine.partnerId, action: "partner.onboarded" },
  });
  expect(written).toBe(1);
});

it("is not for developers and viewers", async () => {
  const mine = await makePerson(own.database, { role: "owner" });
  for (const role of ["developer", "viewer"] as const) {
    const ctx = {
      ...own.as(mine),
      actor: { type: "user", id: mine.userId },
      permissions: permissionsOfRole(role),
    } as const;
    await expect(finishOnboarding(ctx, {})).rejects.toMatchObject({ code: "insufficient_role" });
  }
  const row = await own.prisma.partner.findUniqueOrThrow({ where: { id: mine.partnerId } });
  expect(row.onboardedAt).toBeNull();
});
