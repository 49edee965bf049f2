import { randomBytes } from "node:crypto";
import { sha256 } from "@/lib/platform/seal";

/** Crockford's: no letter that looks like a digit. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 60 bits: far beyond guessing online, short enough to type from a phone. */
const LENGTH = 12;

/** A code to type or to follow: `K7QD-4M2X-9FTC`. */
export function generateCode(): string {
  return grouped(LENGTH);
}

/** 20 bytes: what opens an account for years is beyond guessing even where the stored hashes are stolen. */
const RECOVERY_LENGTH = 32;

/** A code that opens an account when its authenticator app is lost: eight groups of four. */
export function generateRecoveryCode(): string {
  return grouped(RECOVERY_LENGTH);
}

/** As many letters of five bits each, in groups of four. */
function grouped(length: number): string {
  const letters = [...randomBytes(length)].map((byte) => ALPHABET[byte % ALPHABET.length] ?? "0").join("");
  return letters.replace(/(.{4})(?=.)/g, "$1-");
}

/** The code that somebody means, however they typed it. */
export function hashCode(typed: string): Buffer<ArrayBuffer> {
  const letters = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return sha256(`code\n${letters}`);
}

/** A token for a link that opens an account by itself: 256 bits. */
export function generateToken(): string {
  return randomBytes(32).toString("base64url");
}
