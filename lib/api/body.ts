import { HttpProblem } from "@/lib/api/problem";

export const MAX_BODY_BYTES = 1_048_576;

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/**
 * Reads a JSON request's text, at most 1 MB of it; from `bytes` where the body has been read already. Throws
 * HttpProblem 415 for another content type or an encoding we do not read, 413 for more.
 */
export async function readJsonText(request: Request, bytes: Uint8Array | null = null): Promise<string> {
  const type = request.headers.get("content-type");
  if (type === null || !JSON_TYPE.test(type)) {
    throw new HttpProblem(
      415,
      "unsupported_media_type",
      "Send the body as JSON, with Content-Type: application/json.",
    );
  }
  const encoding = request.headers.get("content-encoding");
  if (encoding !== null && encoding !== "identity") {
    throw new HttpProblem(415, "unsupported_encoding", "Send the body without Content-Encoding.");
  }
  if (bytes !== null) return new TextDecoder().decode(bytes);
  // Both ways of decoding leave a byte order mark out.
  return isSizeDeclared(request) ? request.text() : new TextDecoder().decode(await readStream(request));
}

/** Reads a request's body as it came, at most 1 MB of it. Throws HttpProblem 413 for more. */
export async function readBytes(request: Request): Promise<Uint8Array> {
  return isSizeDeclared(request) ? new Uint8Array(await request.arrayBuffer()) : readStream(request);
}

/** Whether the body's size is known before it comes. Throws HttpProblem 413 where it is too much. */
function isSizeDeclared(request: Request): boolean {
  const declared = request.headers.get("content-length");
  if (declared === null) return false;
  if (Number(declared) > MAX_BODY_BYTES) throw tooLarge();
  return true;
}

async function readStream(request: Request): Promise<Buffer> {
  // Chunked: the length shows only as it comes.
  const reader = request.body?.getReader();
  if (reader === undefined) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > MAX_BODY_BYTES) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): HttpProblem {
  return new HttpProblem(413, "body_too_large", "The body may have at most 1 MB (1,048,576 bytes).", {
    Connection: "close",
  });
}
