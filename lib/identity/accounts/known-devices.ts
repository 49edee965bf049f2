import { z } from "zod";
import type { DeviceRef, VisitorContext } from "@/lib/identity/accounts/visitor-context";
import type { Transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { seal, unseal } from "@/lib/platform/seal";
import { writeSecurityEvent } from "@/lib/platform/security-events";

const PURPOSE = "known-devices";
export const KEPT_DAYS = 365;
const DAY_MS = 86_400_000;
/** As many people as share one browser, and browsers as one person has. */
const MAX_IN_COOKIE = 5;
const MAX_OF_PERSON = 20;

const Refs = z.array(z.tuple([z.uuid(), z.uuid()])).max(MAX_IN_COOKIE);

/** The cookie's value, sealed: nobody can make one, nor read whose it is. */
export function writeDeviceCookie(refs: readonly DeviceRef[]): string {
  const text = JSON.stringify(refs.slice(0, MAX_IN_COOKIE).map(({ userId, deviceId }) => [userId, deviceId]));
  return Buffer.from(seal(PURPOSE, text)).toString("base64url");
}

/** The devices that a cookie's value names: none where it is not ours. */
export function readDeviceCookie(value: string | undefined): DeviceRef[] {
  const text = value === undefined ? null : unseal(PURPOSE, Buffer.from(value, "base64url"));
  if (text === null) return [];
  return Refs.parse(JSON.parse(text)).map(([userId, deviceId]) => ({ userId, deviceId }));
}

/** The id by which this browser is known to a person's account; null where it is not. */
export async function findKnownDevice(
  ctx: Pick<VisitorContext, "db" | "clock" | "devices">,
  userId: string | undefined,
): Promise<string | null> {
  const ref = ctx.devices.find((device) => device.userId === userId);
  if (ref === undefined) return null;
  const row = await ctx.db.knownDevice.findUnique({ where: { id: ref.deviceId, userId: ref.userId } });
  return row !== null && row.expiresAt > ctx.clock.now() ? row.id : null;
}

/** Remembers, in the transaction that signs the person in, that this browser has signed in as them. */
export async function rememberDevice(
  ctx: Pick<VisitorContext, "db" | "clock" | "devices" | "ip">,
  tx: Transaction,
  userId: string,
): Promise<DeviceRef> {
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + KEPT_DAYS * DAY_MS);
  const known = await findKnownDevice({ ...ctx, db: tx }, userId);
  if (known !== null) {
    await tx.knownDevice.updateMany({ where: { id: known, userId }, data: { lastUsedAt: now, expiresAt } });
    return { userId, deviceId: known };
  }
  const others = await tx.knownDevice.findMany({
    where: { userId },
    orderBy: { lastUsedAt: "desc" },
    select: { id: true },
  });
  const deviceId = newId(now);
  await tx.knownDevice.create({ data: { id: deviceId, userId, createdAt: now, lastUsedAt: now, expiresAt } });
  const dropped = others.slice(MAX_OF_PERSON - 1).map(({ id }) => id);
  if (dropped.length > 0) await tx.knownDevice.deleteMany({ where: { userId, id: { in: dropped } } });
  if (others.length > 0) await writeSecurityEvent(ctx, tx, { kind: "sign_in.new_device", userId });
  return { userId, deviceId };
}
