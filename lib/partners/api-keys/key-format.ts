import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Mode } from "@/lib/platform/context";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 256 bits in base 62. */
const SECRET_LENGTH = 43;
/** 32 bits in base 62. */
const CHECKSUM_LENGTH = 6;
/** Enough to recognise a key on a list: the mode and the first six of its 43 characters. */
const SHOWN_LENGTH = "sk_live_".length + 6;

const SHAPE = /^sk_(live|test)_[0-9A-Za-z]{49}$/;
const TOKEN_SHAPE = /^pat_[0-9A-Za-z]{49}$/;
const SHOWN_TOKEN_LENGTH = "pat_".length + 6;

function base62(value: bigint, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest /= 62n)
    text = (ALPHABET[Number(rest % 62n)] ?? "") + text;
  return text;
}

function checksum(text: string): string {
  return base62(BigInt(crc32(text)), CHECKSUM_LENGTH);
}

/** A fresh key: `sk_live_` or `sk_test_`, 256 random bits, and a CRC-32 of all that, in base 62. */
export function generateKey(mode: Mode): string {
  return generate(`sk_${mode}_`);
}

/** A fresh personal access token: made as a key is, beginning with `pat_`. */
export function generateAccessToken(): string {
  return generate("pat_");
}

function generate(prefix: string): string {
  const secret = BigInt(`0x${randomBytes(32).toString("hex")}`);
  const body = prefix + base62(secret, SECRET_LENGTH);
  return body + checksum(body);
}

/** Whether a text can be a key of ours: right shape and right checksum. Costs no look-up. */
export function isWellFormedKey(text: string): boolean {
  return SHAPE.test(text) && hasItsChecksum(text);
}

/** The same for a personal access token. */
export function isWellFormedAccessToken(text: string): boolean {
  return TOKEN_SHAPE.test(text) && hasItsChecksum(text);
}

function hasItsChecksum(text: string): boolean {
  return checksum(text.slice(0, -CHECKSUM_LENGTH)) === text.slice(-CHECKSUM_LENGTH);
}

/** What may be shown of a key for good. */
export function shownPrefix(key: string): string {
  return key.slice(0, SHOWN_LENGTH);
}

export function shownTokenPrefix(token: string): string {
  return token.slice(0, SHOWN_TOKEN_LENGTH);
}
