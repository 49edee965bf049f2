import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** The library's number for argon2id; its enum has no value at run time. */
const ARGON2ID = 2;
/** As OWASP's Password Storage Cheat Sheet has it: 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let nobodys: Promise<string> | undefined;

/** The same password however a keyboard composes its letters. */
export function normalizePassword(password: string): string {
  return password.normalize("NFKC");
}

export function hashPassword(password: string): Promise<string> {
  return hash(normalizePassword(password), PARAMETERS);
}

/** Whether a password is the one that was hashed. Where there is no hash it takes as long, and is wrong. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobodys ??= hash(randomBytes(32), PARAMETERS);
  const right = await verify(passwordHash ?? (await nobodys), normalizePassword(password));
  return right && passwordHash !== null;
}
