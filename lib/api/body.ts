import { HttpProblem } from "@/lib/api/problem";

export const MAX_BODY_BYTES = 1_048_576;

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/**
 * Reads a JSON request's text, at most 1 MB of it. Throws HttpProblem 415 for another content type or an encoding we
 * do not read, 413 for more.
 */
export async function readJsonText(request: Request): Promise<string> {
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
  const declared = request.headers.get("content-length");
  if (declared !== null) {
    if (Number(declared) > MAX_BODY_BYTES) throw tooLarge();
    return request.text();
  }
  // Chunked: the length shows only as it comes.
  const reader = request.body?.getReader();
  if (reader === undefined) return "";
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
  return Buffer.concat(chunks).toString("utf8");
}

function tooLarge(): HttpProblem {
  return new HttpProblem(413, "body_too_large", "The body may have at most 1 MB (1,048,576 bytes).", {
    Connection: "close",
  });
}
