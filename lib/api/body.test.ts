import { describe, expect, it } from "vitest";
import { MAX_BODY_BYTES, readJsonText } from "@/lib/api/body";
import { HttpProblem } from "@/lib/api/problem";

type Headers = Record<string, string>;

function post(body: BodyInit | null, headers: Headers = {}): Request {
  return new Request("http://localhost/", {
    method: "POST",
    body,
    headers: { "Content-Type": "application/json", ...headers },
    duplex: "half",
  } as RequestInit);
}

async function refused(request: Request): Promise<[number, string]> {
  const error: unknown = await readJsonText(request).catch((thrown) => thrown);
  if (!(error instanceof HttpProblem)) throw new Error("it was read");
  return [error.status, error.code];
}

/** A body whose length nobody declares; tells how much of it was asked for. */
function stream(
  chunk: Uint8Array,
  chunks: number,
): { body: ReadableStream; taken: () => number; cancelled: () => boolean } {
  let taken = 0;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (taken === chunks) controller.close();
        else {
          taken += 1;
          controller.enqueue(chunk);
        }
      },
      cancel() {
        cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, taken: () => taken, cancelled: () => cancelled };
}

describe("a body", () => {
  it.each(["application/json", "application/json; charset=utf-8", "APPLICATION/JSON", "application/ld+json"])(
    "is read when it is %s",
    async (type) => {
      expect(await readJsonText(post('{"a":"ü"}', { "Content-Type": type }))).toBe('{"a":"ü"}');
    },
  );

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/jsonx",
    "text/json",
    "xapplication/json",
  ])("is refused when it is %s", async (type) => {
    expect(await refused(post("{}", { "Content-Type": type }))).toEqual([415, "unsupported_media_type"]);
  });

  it("is refused without a content type", async () => {
    const request = post("{}");
    request.headers.delete("content-type");
    expect(await refused(request)).toEqual([415, "unsupported_media_type"]);
  });

  it("is refused when its encoding is unknown, or is not what it says", async () => {
    expect(await refused(post("{}", { "Content-Encoding": "deflate" }))).toEqual([
      415,
      "unsupported_encoding",
    ]);
    expect(await refused(post("{}", { "Content-Encoding": "gzip" }))).toEqual([400, "malformed_encoding"]);
    expect(await readJsonText(post("{}", { "Content-Encoding": "identity" }))).toBe("{}");
  });

  it("is refused by its declared length, before any of it is read", async () => {
    const endless = stream(new Uint8Array(1_024), 10_000);
    const request = post(endless.body, { "Content-Length": String(MAX_BODY_BYTES + 1) });
    expect(await refused(request)).toEqual([413, "body_too_large"]);
    expect(endless.taken()).toBe(0);
  });

  it("is read no further than 1 MB where nobody declares its length", async () => {
    const endless = stream(new Uint8Array(65_536).fill(32), 10_000);
    expect(await refused(post(endless.body))).toEqual([413, "body_too_large"]);
    expect(endless.taken()).toBe(MAX_BODY_BYTES / 65_536 + 1);
    expect(endless.cancelled()).toBe(true);
  });

  it("may have exactly 1 MB", async () => {
    const whole = stream(new Uint8Array(65_536).fill(32), MAX_BODY_BYTES / 65_536);
    expect(await readJsonText(post(whole.body))).toHaveLength(MAX_BODY_BYTES);
  });

  it("is put together whole where characters are split between its parts", async () => {
    const bytes = Buffer.from('{"a":"😀ü"}');
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at === bytes.length) controller.close();
        else controller.enqueue(bytes.subarray(at, ++at));
      },
    });
    expect(await readJsonText(post(body))).toBe('{"a":"😀ü"}');
  });

  it("may be missing", async () => {
    expect(await readJsonText(post(null))).toBe("");
  });
});
