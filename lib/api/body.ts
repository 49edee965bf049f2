import { contentEncoding, inflate } from "@/lib/api/compression";
import type { Endpoint } from "@/lib/api/endpoint";
import { HttpProblem } from "@/lib/api/problem";

export const MAX_BODY_BYTES = 1_048_576;
/** What an endpoint takes of somebody it does not know. */
const MAX_PUBLIC_BODY_BYTES = 16_384;

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/** The most an endpoint's body may have, in bytes. */
export function bodyLimitOf({ maxBodyBytes, auth }: Pick<Endpoint, "maxBodyBytes" | "auth">): number {
  return maxBodyBytes ?? (auth === "public" ? MAX_PUBLIC_BODY_BYTES : MAX_BODY_BYTES);
}

/**
 * Reads a JSON request's text, at most `maxBytes` of it; from `bytes` where the body has been read already. Throws
 * HttpProblem 415 for another content type or an encoding we do not read, 413 for more, 400 for a body that ends early.
 */
export async function readJsonText(
  request: Request,
  maxBytes = MAX_BODY_BYTES,
  bytes: Uint8Array | null = null,
): Promise<string> {
  assertContentType(request, JSON_TYPE, "Send the body as JSON, with Content-Type: application/json.");
  if (bytes === null && contentEncoding(request.headers) === null && isSizeDeclared(request, maxBytes))
    return orIncomplete(request.text());
  // Both ways of decoding leave a byte order mark out.
  return new TextDecoder().decode(await readContent(request, maxBytes, bytes));
}

/** Throws HttpProblem 415 `unsupported_media_type` for a body of another type. */
export function assertContentType(request: Request, wanted: RegExp, advice: string): void {
  const type = request.headers.get("content-type");
  if (type === null || !wanted.test(type)) throw new HttpProblem(415, "unsupported_media_type", advice);
}

/** A request's body without its Content-Encoding, at most `maxBytes` of it either way. Throws as `readJsonText`. */
export async function readContent(
  request: Request,
  maxBytes: number,
  bytes: Uint8Array | null = null,
): Promise<Uint8Array> {
  const encoding = contentEncoding(request.headers);
  const sent = bytes ?? (await readBytes(request, maxBytes));
  if (encoding === null || sent.byteLength === 0) return sent;
  return inflate(sent, encoding, maxBytes, () => bodyTooLarge(maxBytes));
}

/** Reads a request's body as it came, at most `maxBytes` of it. Throws HttpProblem 413 for more, 400 if it ends early. */
export async function readBytes(request: Request, maxBytes = MAX_BODY_BYTES): Promise<Uint8Array> {
  return isSizeDeclared(request, maxBytes)
    ? new Uint8Array(await orIncomplete(request.arrayBuffer()))
    : readStream(request, maxBytes);
}

/** A connection that breaks, or a body whose chunks cannot be read, is no fault of ours. */
async function orIncomplete<T>(reading: Promise<T>): Promise<T> {
  return reading.catch((error: unknown) => {
    throw error instanceof HttpProblem
      ? error
      : new HttpProblem(400, "body_incomplete", "The body ended before all of it had come.", {
          Connection: "close",
        });
  });
}

/** Whether the body's size is known before it comes. Throws HttpProblem 413 where it is too much. */
function isSizeDeclared(request: Request, maxBytes: number): boolean {
  const declared = request.headers.get("content-length");
  if (declared === null) return false;
  if (Number(declared) > maxBytes) throw bodyTooLarge(maxBytes);
  return true;
}

async function readStream(request: Request, maxBytes: number): Promise<Buffer> {
  // Chunked: the length shows only as it comes.
  const reader = request.body?.getReader();
  if (reader === undefined) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const read = () => orIncomplete(reader.read());
  for (let part = await read(); !part.done; part = await read()) {
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw bodyTooLarge(maxBytes);
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

export function bodyTooLarge(maxBytes: number): HttpProblem {
  const size = maxBytes >= 1_048_576 ? `${maxBytes / 1_048_576} MB` : `${maxBytes / 1_024} kB`;
  const detail = `The body may have at most ${size} (${maxBytes.toLocaleString("en-US")} bytes).`;
  return new HttpProblem(413, "body_too_large", detail, { Connection: "close" });
}
