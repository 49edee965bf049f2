import { Resolver } from "node:dns/promises";
import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isLoopbackAddress, isPublicAddress } from "@/lib/vendors/http/public-address";

/** From looking the name up to the last byte of the reply. */
export const TOTAL_TIMEOUT_MS = 15_000;
/** Of a reply's body no more than this is read. */
export const MAX_REPLY_BYTES = 4_096;
const MAX_URL_LENGTH = 2_048;
const CONNECT_ATTEMPT_MS = 2_000;
const DNS_TIMEOUT_MS = 3_000;

/** Names that only ever mean something inside a network. */
const INNER_NAMES = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|home\.arpa)$/;

export interface GuardedPost {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface GuardedReply {
  status: number;
  /** The beginning of the body, as UTF-8. */
  body: string;
}

export interface Guard {
  /** This machine itself may be posted to, by http too: for tests and development. */
  allowLoopback: boolean;
}

/** How names become addresses; every address of a name is returned. */
export type Resolve = (host: string, signal: AbortSignal) => Promise<string[]>;

/** There was no reply. The message says why, in words for whoever owns the address. */
export class PostFailed extends Error {}

/** The address is not one that we post to. The message says why, and fits into a form. */
export class UrlRefused extends PostFailed {}

/** Each request has a connection of its own, made to an address that was checked for it. No proxy of the environment's. */
const httpAgent = new HttpAgent({ keepAlive: false, autoSelectFamilyAttemptTimeout: CONNECT_ATTEMPT_MS });
const httpsAgent = new HttpsAgent({ keepAlive: false, autoSelectFamilyAttemptTimeout: CONNECT_ATTEMPT_MS });

/**
 * Posts to a stranger's address as a guest of the open internet, and of nothing behind our walls: https only, public
 * addresses only, checked after the name is looked up and connected to as they were checked, no redirects, no
 * credentials, no proxy, 15 seconds in all, 4 kB of the reply. A status that has arrived counts, also where the rest
 * of the reply drips on.
 * Throws UrlRefused and PostFailed.
 */
export async function guardedPost(
  post: GuardedPost,
  guard: Guard,
  { resolve = resolveByDns, timeoutMs = TOTAL_TIMEOUT_MS }: { resolve?: Resolve; timeoutMs?: number } = {},
): Promise<GuardedReply> {
  const url = checkUrl(post.url, guard);
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), timeoutMs);
  try {
    const addresses = await checkedAddresses(url, guard, resolve, deadline.signal);
    return await send(url, addresses, post, deadline.signal);
  } catch (error) {
    if (error instanceof PostFailed) throw error;
    if (deadline.signal.aborted) {
      throw new PostFailed(`There was no reply within ${timeoutMs / 1_000} seconds.`, { cause: error });
    }
    throw new PostFailed(explain(error), { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * What can be said of an address without looking its name up. Returns it as browsers read it: odd spellings of an
 * IPv4 address (`0x7f.1`, `2130706433`, `①②⑦.0.0.1`) have become that address. Throws UrlRefused.
 */
export function checkUrl(text: string, { allowLoopback }: Guard): URL {
  if (text.length > MAX_URL_LENGTH) throw new UrlRefused("Must have at most 2,048 characters.");
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UrlRefused("Must be an address such as https://example.com/webhooks.");
  }
  const host = hostOf(url);
  const loopback = allowLoopback && (host === "localhost" || isLoopbackAddress(host));
  if (url.protocol !== "https:" && !(loopback && url.protocol === "http:")) {
    throw new UrlRefused("Must begin with https://.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new UrlRefused("Must not hold a user name or password: the signature proves that it is us.");
  }
  if (url.hash !== "") throw new UrlRefused("Must not have a part after #: it would never be sent.");
  const port = url.port === "" ? 443 : Number(url.port);
  if (port !== 443 && port < 1_024 && !loopback)
    throw new UrlRefused("Must use port 443, or one from 1024 up.");
  if (loopback) return url;
  if (isIP(host) === 0 ? isInnerName(host) : !isPublicAddress(host)) {
    throw new UrlRefused("Must be on the public internet: this address belongs to a private network.");
  }
  return url;
}

/** The host without IPv6's brackets and without the dot that ends a full name. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

function isInnerName(host: string): boolean {
  return !host.includes(".") || INNER_NAMES.test(host);
}

async function checkedAddresses(
  url: URL,
  { allowLoopback }: Guard,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<string[]> {
  const host = hostOf(url);
  if (isIP(host) !== 0) return [host];
  if (allowLoopback && host === "localhost") return ["127.0.0.1"];
  const addresses = await resolve(host, signal);
  if (addresses.length === 0) throw new PostFailed("The host name has no address.");
  // One bad address is enough: which of them a connection would take is chance. None is named: a private zone's
  // contents are nobody's business.
  const allowed = (address: string) =>
    isPublicAddress(address) || (allowLoopback && isLoopbackAddress(address));
  if (!addresses.every(allowed)) {
    throw new UrlRefused(
      "The host name leads into a private network. Webhooks go to the public internet only.",
    );
  }
  return addresses;
}

/**
 * Asks the name servers themselves, for both families. Unlike the system's own look-up this reads no hosts file, adds
 * no search domain, and a slow name holds up nobody else's.
 */
async function resolveByDns(host: string, signal: AbortSignal): Promise<string[]> {
  const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: 2 });
  const cancel = () => resolver.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const addresses = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    const [first] = answers;
    if (addresses.length === 0 && first.status === "rejected") throw first.reason;
    return addresses;
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

function send(
  url: URL,
  addresses: readonly string[],
  { headers, body }: GuardedPost,
  signal: AbortSignal,
): Promise<GuardedReply> {
  const checked = addresses.map((address) => ({ address, family: isIP(address) }));
  // The connection is made to what was checked; asking again could bring another answer.
  const lookup: LookupFunction = (_host, options, done) => {
    const [first] = checked;
    if (options.all) done(null, checked);
    else if (first !== undefined) done(null, first.address, first.family);
  };
  const secure = url.protocol === "https:";
  const options = {
    method: "POST",
    hostname: hostOf(url),
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, "Content-Length": String(Buffer.byteLength(body)) },
    lookup,
    signal,
    ...(url.port === "" ? {} : { port: Number(url.port) }),
  };
  return new Promise((resolve, reject) => {
    const request = secure
      ? httpsRequest({ ...options, agent: httpsAgent, rejectUnauthorized: true })
      : httpRequest({ ...options, agent: httpAgent });
    let failed: (error: Error) => void = reject;
    request.on("error", (error) => failed(error));
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = () => {
        const start = Buffer.concat(chunks).subarray(0, MAX_REPLY_BYTES);
        resolve({ status: response.statusCode ?? 0, body: start.toString("utf8") });
        request.destroy();
      };
      failed = finish;
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= MAX_REPLY_BYTES) finish();
      });
      response.on("end", finish);
      response.on("error", finish);
      response.on("close", finish);
    });
    request.end(body);
  });
}

const EXPLANATIONS: Record<string, string> = {
  ENOTFOUND: "The host name does not exist.",
  ENODATA: "The host name has no address.",
  ESERVFAIL: "The host name could not be looked up: its name servers answer with an error.",
  ETIMEOUT: "The host name could not be looked up: its name servers do not answer.",
  ECONNREFUSED: "The connection was refused: nothing listens on that port.",
  ECONNRESET: "The connection was cut before a reply came.",
  EPIPE: "The connection was cut before a reply came.",
  EHOSTUNREACH: "The host cannot be reached.",
  ENETUNREACH: "The host cannot be reached.",
  ETIMEDOUT: "The host does not answer.",
  CERT_HAS_EXPIRED: "The TLS certificate has expired.",
  CERT_NOT_YET_VALID: "The TLS certificate is not valid yet.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The TLS certificate is self-signed.",
  SELF_SIGNED_CERT_IN_CHAIN: "The TLS certificate is not signed by a known authority.",
  UNABLE_TO_GET_ISSUER_CERT: "The TLS certificate is not signed by a known authority.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "The TLS certificate is not signed by a known authority.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "The TLS certificate's chain is incomplete: send the intermediate certificates too.",
  ERR_TLS_CERT_ALTNAME_INVALID: "The TLS certificate is for another host name.",
  EPROTO: "TLS could not be agreed on: the port may not speak https.",
  HPE_HEADER_OVERFLOW: "The reply's headers are too long.",
};

function explain(error: unknown): string {
  const found = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  const code = found instanceof Error && "code" in found ? String(found.code) : "";
  if (code.startsWith("HPE_")) return EXPLANATIONS[code] ?? "The reply is not HTTP.";
  if (code.startsWith("ERR_SSL_")) return "TLS could not be agreed on: the port may not speak https.";
  return EXPLANATIONS[code] ?? `The request failed${code === "" ? "" : ` (${code})`}.`;
}
