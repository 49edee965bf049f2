import pino from "pino";
import { env } from "@/lib/platform/env";

/** What must never be written down, wherever it stands in a logged object. */
const SECRET_FIELDS = [
  "authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "password",
  "token",
  "secret",
  "key",
  "api_key",
  "email",
];

const paths = SECRET_FIELDS.flatMap((field) => [
  `["${field}"]`,
  `*["${field}"]`,
  `*.*["${field}"]`,
  `*.*.*["${field}"]`,
]);

const KEYS = /\b((?:sk|pk)_(?:live|test)_|pat_|sig_)[A-Za-z0-9_-]+/g;
/** These are base64, not base64url. */
const SIGNING_SECRETS = /\b(whsec_)[A-Za-z0-9+/=]+/g;
const URL_CREDENTIALS = /\b([a-z][a-z0-9+.-]*):\/\/[^\s/@"]*@/gi;
/** The longest name that an address may have before its @; the bound keeps long lines cheap. */
const ADDRESSES = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi;

/** The secret in a share link's path. */
const SHARE_LINKS = /(\/(?:shared|guest)\/)[\w-]{20,}/g;

/** The secret of a friends' link, also within the address that a person returns to. */
const FRIENDS_LINKS = /(\bfriends(?:=|%3D|%253D)|%3Ffriends(?:=|%3D|%253D))[\w-]{20,}/gi;

/** Takes keys, share links, credentials in URLs and e-mail addresses out of free text, such as a vendor's error message. */
export function redactText(text: string): string {
  return text
    .replace(KEYS, "$1[redacted]")
    .replace(SIGNING_SECRETS, "$1[redacted]")
    .replace(SHARE_LINKS, "$1[redacted]")
    .replace(FRIENDS_LINKS, "$1[redacted]")
    .replace(URL_CREDENTIALS, "$1://[redacted]@")
    .replace(ADDRESSES, "[redacted]");
}

/** Of an error its kind, message, stack and code; not what a vendor's library hung on it, such as its whole request. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack, code } = pino.stdSerializers.err(error);
  return { type, message, stack, code };
}

export type Log = pino.Logger;

/** The structured log (JSON lines on standard output). Secrets are redacted by name and, in any text, by shape. */
export function createLog(destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level: env().LOG_LEVEL,
    redact: { paths, censor: "[redacted]" },
    serializers: { err: serializeError, error: serializeError },
    // Last of all, the whole line: whatever text a secret got into, it does not leave.
    hooks: { streamWrite: redactText },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    base: { pid: process.pid },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

const cache = Symbol.for("soulmate.log");
const holder = globalThis as typeof globalThis & { [cache]?: Log };

export function log(): Log {
  holder[cache] ??= createLog();
  return holder[cache];
}
