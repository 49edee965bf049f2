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

const SECRET_TEXT =
  /\b((?:sk|pk)_(?:live|test)_|pat_)[A-Za-z0-9_-]+|(postgres(?:ql)?|rediss?|smtps?):\/\/[^\s@]+@/g;

/** Takes credentials out of free text, such as a vendor's error message. */
export function redactText(text: string): string {
  return text.replace(SECRET_TEXT, (_whole, prefix: string | undefined, scheme: string | undefined) =>
    prefix === undefined ? `${scheme}://[redacted]@` : `${prefix}[redacted]`,
  );
}

function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack, ...rest } = pino.stdSerializers.err(error);
  return { type, message: redactText(message), stack: redactText(stack), code: rest.code };
}

export type Log = pino.Logger;

/** The structured log (JSON lines on standard output). Secrets are redacted by name and, in text, by shape. */
export function createLog(destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level: env().LOG_LEVEL,
    redact: { paths, censor: "[redacted]" },
    serializers: { err: serializeError, error: serializeError },
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
