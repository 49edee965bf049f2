import { promisify } from "node:util";
import {
  brotliCompress,
  brotliDecompress,
  constants,
  createBrotliCompress,
  createGzip,
  gunzip,
  gzip,
} from "node:zlib";
import { HttpProblem } from "@/lib/api/problem";

export type Encoding = "br" | "gzip";

/** Smaller replies fit into one packet as they are. */
export const COMPRESSED_FROM_BYTES = 1_400;
/** Fast rather than small: replies are made for one caller and kept by none. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const GZIP = { level: 5 };

const compressors = { br: promisify(brotliCompress), gzip: promisify(gzip) };
const inflaters = { br: promisify(brotliDecompress), gzip: promisify(gunzip) };

/** How much a caller wants each encoding that an Accept-Encoding field names; 0 for one that it refuses. */
export function encodingWeights(header: string): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const part of header.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    const weight = parameters.find((parameter) => parameter.startsWith("q="));
    const q = weight === undefined ? 1 : Number(weight.slice(2));
    wanted.set(name === "x-gzip" ? "gzip" : name, Number.isNaN(q) ? 0 : q);
  }
  return wanted;
}

/** The encoding that a caller wants most of those we have; null for none. */
export function acceptedEncoding(header: string | null): Encoding | null {
  if (header === null || header === "") return null;
  const wanted = encodingWeights(header);
  const others = wanted.get("*") ?? 0;
  const [br, zip] = [wanted.get("br") ?? others, wanted.get("gzip") ?? others];
  if (br <= 0 && zip <= 0) return null;
  return br >= zip ? "br" : "gzip";
}

/** A whole reply, compressed. */
export async function compressBytes(
  bytes: Uint8Array | string,
  encoding: Encoding,
): Promise<Uint8Array<ArrayBuffer>> {
  const done = encoding === "br" ? compressors.br(bytes, BROTLI) : compressors.gzip(bytes, GZIP);
  return new Uint8Array(await done);
}

/** A reply that is sent piece by piece, each compressed and let through as it comes. */
export function compressStream(
  pieces: ReadableStream<Uint8Array>,
  encoding: Encoding,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const packer =
    encoding === "br"
      ? createBrotliCompress({ ...BROTLI, flush: constants.BROTLI_OPERATION_FLUSH })
      : createGzip({ ...GZIP, flush: constants.Z_SYNC_FLUSH });
  const reader = pieces.getReader();
  const out: Buffer[] = [];
  packer.on("data", (chunk: Buffer) => out.push(chunk));
  const taken = () => new Uint8Array(Buffer.concat(out.splice(0)));
  const pack = (piece: Uint8Array) =>
    new Promise<void>((resolve, reject) =>
      packer.write(piece, (error) => (error ? reject(error) : resolve())),
    );
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        for (let piece = await reader.read(); piece.done !== true; piece = await reader.read()) {
          await pack(piece.value);
          const bytes = taken();
          if (bytes.length === 0) continue;
          controller.enqueue(bytes);
          return;
        }
        await new Promise<void>((resolve) => packer.once("end", resolve).end());
        const rest = taken();
        if (rest.length > 0) controller.enqueue(rest);
        controller.close();
      },
      async cancel(reason) {
        packer.destroy();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** How a request's body is encoded; null where it is sent as it is. Throws HttpProblem 415 for what we do not read. */
export function contentEncoding(headers: Headers): Encoding | null {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase();
  if (encoding === undefined || encoding === "" || encoding === "identity") return null;
  if (encoding === "gzip" || encoding === "x-gzip") return "gzip";
  if (encoding === "br") return "br";
  throw new HttpProblem(415, "unsupported_encoding", "Send the body as it is, or as gzip or br.", {
    "Accept-Encoding": "gzip, br",
  });
}

/**
 * The bytes that were packed, at most `maxBytes` of them: no more than those are ever unpacked. `tooLarge` makes what is
 * thrown for more. Throws HttpProblem 400 for what does not unpack.
 */
export async function inflate(
  packed: Uint8Array,
  encoding: Encoding,
  maxBytes: number,
  tooLarge: () => HttpProblem,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await inflaters[encoding](packed, { maxOutputLength: maxBytes }));
  } catch (error) {
    if (error instanceof RangeError || (error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE")
      throw tooLarge();
    throw new HttpProblem(
      400,
      "malformed_encoding",
      `The body is not whole ${encoding}, as its Content-Encoding says.`,
    );
  }
}
