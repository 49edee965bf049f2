import { httpbis, VerificationError } from "http-message-signatures";
import type { VerifyingKey } from "@/lib/partners/api-keys/signing-key-cache";
import { AppError, Unauthenticated } from "@/lib/platform/errors";

/** What of a request a signature can cover. */
export interface SignedMessage {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
}

/** A signature by a key that we know, and what it says. */
export interface FoundSignature {
  readonly key: VerifyingKey;
  /** As sent; nothing of it is to be relied on unless `valid`. */
  readonly params: { readonly [name: string]: unknown };
  /** The covered components, bare: none has parameters. */
  readonly components: ReadonlySet<string>;
  /** The origin that the request was taken to be sent to. */
  readonly origin: string;
  /** What it should have been made over, line by line. */
  readonly base: string;
  readonly valid: boolean;
}

/**
 * Finds the first signature of a message (RFC 9421) whose `keyid` `findKey` knows, and checks it against the message
 * as sent to `origin`; null where there is none. Signatures by others, such as a proxy's, are left alone.
 * `http-message-signatures` parses the fields and builds the signature base; what components mean is decided here,
 * and time, nonce and coverage by the caller, because the library reads the machine's clock, covers components by
 * name whatever their parameters, and allows one twice.
 * Throws Unauthenticated `signature_invalid` for what cannot be read.
 */
export async function findSignature(
  message: SignedMessage,
  origin: string,
  findKey: (keyId: string) => Promise<VerifyingKey | undefined>,
): Promise<FoundSignature | null> {
  const { method, url, headers } = message;
  const found: { key?: VerifyingKey; params: FoundSignature["params"]; base: string } = {
    params: {},
    base: "",
  };
  let failure: { error: unknown } | undefined;
  const components = new Set<string>();
  const fields: Record<string, string> = {};
  for (const name of ["signature", "signature-input"]) {
    const value = headers.get(name);
    if (value !== null) fields[name] = value;
  }
  let valid: boolean | null;
  try {
    valid = await httpbis.verifyMessage(
      {
        keyLookup: async (given) => {
          if (typeof given.keyid !== "string") return null;
          // Caught here, or an outage would be told as a signature that cannot be read.
          const key = await findKey(given.keyid).catch((error: unknown) => {
            failure = { error };
            return undefined;
          });
          if (key === undefined || found.key !== undefined) return null;
          Object.assign(found, { key, params: given });
          return {
            verify: async (text, signature) => {
              found.base = text.toString("utf8");
              return key.verify(text, signature);
            },
          };
        },
        componentParser: (name, flags) => {
          if (flags.size > 0) throw invalid(`"${name}" is covered with parameters; cover it without any.`);
          if (components.has(name)) throw invalid(`"${name}" is covered twice.`);
          components.add(name);
          return [componentOf(message, origin, name)];
        },
        // The library's own checks of time, by the machine's clock, are switched off: the caller makes them.
        tolerance: Number.POSITIVE_INFINITY,
      },
      { method, url, headers: fields },
    );
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw invalid(`Signature-Input or Signature cannot be read${reasonOf(error)}. See RFC 9421, section 4.`);
  }
  if (failure !== undefined) throw failure.error;
  const { key } = found;
  return key === undefined ? null : { ...found, key, origin, components, valid: valid === true };
}

/** Why the library could not read the fields, where it says so in words meant for the sender. */
function reasonOf(error: unknown): string {
  const isMeant =
    error instanceof VerificationError || (error instanceof Error && error.message.startsWith("Parse error"));
  return isMeant ? ` (${error.message})` : "";
}

function invalid(detail: string): Unauthenticated {
  return new Unauthenticated("signature_invalid", detail);
}

/** The value of a covered component (RFC 9421, section 2). Throws Unauthenticated `signature_invalid`. */
function componentOf({ method, url, headers }: SignedMessage, origin: string, name: string): string {
  const target = url.href.slice(url.origin.length);
  switch (name) {
    case "@method":
      return method;
    case "@target-uri":
      return origin + target;
    case "@authority":
      return new URL(origin).host;
    case "@scheme":
      return new URL(origin).protocol.slice(0, -1);
    case "@request-target":
      return target;
    case "@path":
      return url.pathname;
    case "@query":
      return url.search === "" ? "?" : url.search;
  }
  if (name.startsWith("@")) throw invalid(`The signature covers "${name}", which we do not support.`);
  const value = /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name) ? headers.get(name) : null;
  if (value === null) {
    throw invalid(`The signature covers "${name}", and the request has no such header field.`);
  }
  return value;
}
