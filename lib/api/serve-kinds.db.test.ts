import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { csvBody, multipartBody } from "@/lib/api/bodies";
import { endpoint, type Route, route } from "@/lib/api/endpoint";
import { MAX_STREAMS_PER_CALLER } from "@/lib/api/open-streams";
import { Accepted, csvReply, eventsReply, fileReply, laterReply } from "@/lib/api/replies";
import { serve } from "@/lib/api/serve";
import { closeServices, services } from "@/lib/api/services";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
let key = "";

beforeAll(async () => {
  setSettings({ DATABASE_URL: own.url });
  key = (await makePartner({}, own.database)).liveKey;
});
afterAll(() => closeServices());

const common = { tag: "Test", summary: "Only here", auth: "partner", status: 200 } as const;

async function call(
  { endpoint: { method, path }, verb, endpoint }: Route,
  headers: Record<string, string> = {},
  body: BodyInit | null = null,
): Promise<Response> {
  const request = new Request(`http://localhost/api${path}`, {
    method,
    headers: { "X-API-Key": key, ...headers },
    body,
  });
  return serve({ endpoint, verb })(request, { remoteAddress: "203.0.113.7" });
}

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const codeOf = async (response: Response) => [response.status, (await response.json()).code];

const Row = z.object({ name: z.string(), units: z.int() }).meta({ id: "TestRow" });

describe("a table as a reply", () => {
  const table = (pages: () => AsyncIterable<{ name: string; units: number }[]>, fileName = "a.csv") =>
    route(
      endpoint({ ...common, method: "GET", path: "/v1/t.csv", operationId: "t", reply: csvReply(Row) }),
      () => ({ fileName, pages: pages() }),
    );

  it("lacks the columns that its verb leaves out, and never has one that the row does not name", async () => {
    const spec = endpoint({
      ...common,
      method: "GET",
      path: "/v1/t.csv",
      operationId: "t",
      reply: csvReply(Row),
    });
    const narrow = route(spec, () => ({
      fileName: "a.csv",
      columns: ["units", "secret"],
      pages: [[{ name: "a", units: 1, secret: "not for you" } as never]],
    }));
    expect(await (await call(narrow)).text()).toBe("units\r\n1\r\n");
  });

  it("has its columns and every page, safe for spreadsheets, under a name that is fit for a file", async () => {
    const two = table(async function* () {
      yield [{ name: "=1+1", units: 1, secret: "not for you" } as never];
      yield [];
      yield [{ name: "b, c", units: 2 }];
    }, "Ünï/../usage\r\n.csv");
    const response = await call(two);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="_n_-..-usage.csv"; filename*=UTF-8''%C3%9Cn%C3%AF-..-usage.csv`,
    );
    expect(await response.text()).toBe('name,units\r\n"\'=1+1",1\r\n"b, c",2\r\n');
  });

  it("has its columns where there are no rows", async () => {
    const empty = table(async function* () {});
    expect(await (await call(empty)).text()).toBe("name,units\r\n");
  });

  it("is a problem where its first page fails, and breaks off where a later one does", async () => {
    const { Forbidden } = await import("@/lib/platform/errors");
    const never = table(async function* () {
      yield* [];
      throw new Forbidden("insufficient_role", "No.");
    });
    expect(await codeOf(await call(never))).toEqual([403, "insufficient_role"]);
    const later = table(async function* () {
      yield [{ name: "a", units: 1 }];
      throw new Error("gone");
    });
    const response = await call(later);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it("asks for no further page once its reader leaves", async () => {
    let asked = 0;
    let ended = false;
    const endless = table(async function* () {
      try {
        for (;;) {
          asked += 1;
          yield [{ name: "a", units: 1 }];
        }
      } finally {
        ended = true;
      }
    });
    const reader = (await call(endless)).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect([asked, ended]).toEqual([1, true]);
  });

  it.each(["gzip", "br"] as const)("is sent compressed as %s, page by page", async (encoding) => {
    const pages = table(async function* () {
      for (let page = 0; page < 3; page += 1) yield [{ name: "a".repeat(500), units: page }];
    });
    const response = await call(pages, { "Accept-Encoding": encoding });
    expect(response.headers.get("content-encoding")).toBe(encoding);
    const packed = await bytesOf(response);
    const text = (encoding === "br" ? brotliDecompressSync(packed) : gunzipSync(packed)).toString();
    expect(text).toBe(await (await call(pages)).text());
  });
});

describe("a file as a reply", () => {
  let read = 0;
  const file = route(
    endpoint({
      ...common,
      method: "GET",
      path: "/v1/f",
      operationId: "f",
      reply: fileReply("application/pdf"),
    }),
    () => ({
      fileName: "Invoice 1.pdf",
      etag: "v1",
      read: async () => {
        read += 1;
        return Buffer.from("%PDF");
      },
    }),
  );

  it("has its type, name and ETag", async () => {
    const response = await call(file, { "Accept-Encoding": "gzip" });
    expect(await response.text()).toBe("%PDF");
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="Invoice 1.pdf"');
    expect([response.headers.get("etag"), response.headers.get("content-encoding")]).toEqual(['"v1"', null]);
  });

  it("is not read where the caller has this version", async () => {
    const before = read;
    for (const known of ['"v1"', 'W/"v1"', '"v0", "v1"', "*"]) {
      const response = await call(file, { "If-None-Match": known });
      expect([response.status, await response.text(), response.headers.get("etag")]).toEqual([
        304,
        "",
        '"v1"',
      ]);
    }
    expect(read).toBe(before);
    expect((await call(file, { "If-None-Match": '"v0"' })).status).toBe(200);
  });
});

describe("a stream of events as a reply", () => {
  const Tick = z.object({ n: z.int() }).meta({ id: "TestTick" });
  const stream = (source: (signal: AbortSignal, last: string | null) => AsyncIterable<{ n: number }>) =>
    route(
      endpoint({
        ...common,
        method: "GET",
        path: "/v1/s",
        operationId: "s",
        reply: eventsReply({ tick: Tick }),
      }),
      async (ctx) =>
        (async function* () {
          for await (const data of source(ctx.signal, ctx.lastEventId))
            yield { event: "tick" as const, id: String(data.n), data };
        })(),
    );
  const forever = (signal: AbortSignal) =>
    (async function* () {
      yield { n: 1 };
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    })();
  const open = () => services().streams.size;

  it("has each event with its id, leaves out what is not named, and is never compressed", async () => {
    const response = await call(
      stream(async function* () {
        yield { n: 1, secret: "x" } as never;
        yield { n: 2 };
      }),
      { "Accept-Encoding": "gzip, br" },
    );
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("content-encoding")).toBeNull();
    expect(response.headers.get("cache-control")).toContain("no-transform");
    expect(await response.text()).toBe(
      'retry: 3000\n\nid: 1\nevent: tick\ndata: {"n":1}\n\nid: 2\nevent: tick\ndata: {"n":2}\n\n',
    );
    expect(open()).toBe(0);
  });

  it("tells the verb the last event that the client got", async () => {
    const after = stream(async function* (_signal, last) {
      yield { n: Number(last) + 1 };
    });
    expect(await (await call(after, { "Last-Event-ID": "41" })).text()).toContain("id: 42\n");
    expect(await codeOf(await call(after, { "Last-Event-ID": "x".repeat(201) }))).toEqual([
      400,
      "invalid_input",
    ]);
  });

  it("ends when the client leaves, and lets go of its source", async () => {
    const reader = (await call(stream(forever))).body?.getReader();
    await reader?.read();
    await reader?.read();
    expect(open()).toBe(1);
    await reader?.cancel();
    expect(open()).toBe(0);
  });

  it("is one of few that a caller may have open, and frees its place", async () => {
    const opened = await Promise.all(
      Array.from({ length: MAX_STREAMS_PER_CALLER }, () => call(stream(forever))),
    );
    const refused = await call(stream(forever));
    expect(refused.headers.get("retry-after")).not.toBeNull();
    expect(await codeOf(refused)).toEqual([429, "too_many_streams"]);
    await Promise.all(opened.map(({ body }) => body?.cancel()));
    const again = await call(stream(forever));
    expect(again.status).toBe(200);
    await again.body?.cancel();
  });

  it("takes no place where its verb refuses the call", async () => {
    const refusing = stream(() => {
      throw new Error("no");
    });
    const { endpoint: of } = refusing;
    const response = await call({
      endpoint: of,
      verb: () => {
        throw new Error("no");
      },
    });
    expect([response.status, open()]).toEqual([500, 0]);
  });

  it("says in a last event why it cannot go on", async () => {
    const { Unavailable } = await import("@/lib/platform/errors");
    const failing = stream(async function* () {
      yield { n: 1 };
      throw new Unavailable("stripe_unavailable", "Later.");
    });
    const text = await (await call(failing)).text();
    expect(text).toContain("id: 1\n");
    expect(text).toMatch(/event: problem\ndata: \{.*"code":"stripe_unavailable".*\}\n\n$/);
  });
});

describe("work that may be answered later", () => {
  const Result = z.object({ total: z.int() });
  const later = (idempotent = false) =>
    route(
      endpoint({
        ...common,
        method: "POST",
        path: "/v1/l",
        operationId: "l",
        idempotent,
        reply: laterReply(Result),
      }),
      (ctx) => (ctx.prefersLater ? new Accepted("/v1/exports/7", 3) : { total: 1 }),
    );

  it("is answered at once, unless the caller prefers otherwise", async () => {
    const response = await call(later());
    expect([response.status, await response.json()]).toEqual([200, { total: 1 }]);
    expect(response.headers.get("preference-applied")).toBeNull();
  });

  it.each(["respond-async", "wait=5, respond-async", "Respond-Async;foo"])(
    "is answered 202 with where to look for it: Prefer: %s",
    async (prefer) => {
      const response = await call(later(), { Prefer: prefer });
      expect(response.status).toBe(202);
      expect(await response.json()).toEqual({ status_url: "/api/v1/exports/7", retry_after_seconds: 3 });
      const names = ["location", "retry-after", "preference-applied"];
      expect(names.map((name) => response.headers.get(name))).toEqual([
        "/api/v1/exports/7",
        "3",
        "respond-async",
      ]);
    },
  );

  it("is answered the same again under its Idempotency-Key", async () => {
    const headers = { Prefer: "respond-async", "Idempotency-Key": "later-once" };
    const [first, second] = [await call(later(true), headers), await call(later(true), headers)];
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect([second.status, await second.text()]).toEqual([202, await first.text()]);
    expect(second.headers.get("location")).toBe("/api/v1/exports/7");
  });
});

describe("a table as a body", () => {
  const CSV = { "Content-Type": "text/csv; charset=utf-8" };
  const Person = z.strictObject({ name: z.string().min(2), age: z.coerce.number().int().optional() });
  const table = route(
    endpoint({
      ...common,
      method: "POST",
      path: "/v1/import",
      operationId: "i",
      body: csvBody(Person, 3),
      reply: z.object({ rows: z.array(z.object({ name: z.string(), age: z.int().nullable() })) }),
    }),
    (_ctx, { rows }) => ({ rows: rows.map(({ name, age = null }) => ({ name, age })) }),
  );

  it("is given as rows, with empty cells left out and its byte order mark too", async () => {
    const response = await call(table, CSV, '\ufeffname,age\r\n"Ada, Countess",36\r\nBob,\r\n\r\n');
    expect(await response.json()).toEqual({
      rows: [
        { name: "Ada, Countess", age: 36 },
        { name: "Bob", age: null },
      ],
    });
  });

  it.each([
    ["another type", { "Content-Type": "application/json" }, "{}", 415, "unsupported_media_type"],
    [
      "another charset",
      { "Content-Type": "text/csv; charset=windows-1252" },
      "name\nAda",
      415,
      "unsupported_charset",
    ],
    ["no UTF-8", CSV, Buffer.from("name\nAd\xe4", "latin1"), 400, "malformed_text"],
    ["a quote without an end", CSV, 'name\n"Ada', 400, "malformed_csv"],
    ["a row of another length", CSV, "name,age\nAda", 400, "malformed_csv"],
    ["nothing", CSV, "", 400, "malformed_csv"],
    ["too many rows", CSV, "name\nAda\nBob\nCid\nDan", 413, "body_too_large"],
  ])("is refused by name where it is %s", async (_what, headers, body, status, code) => {
    expect(await codeOf(await call(table, headers as Record<string, string>, body as BodyInit))).toEqual([
      status,
      code,
    ]);
  });

  it("has every bad cell and column named", async () => {
    const paths = async (text: string) =>
      (await (await call(table, CSV, text)).json()).errors.map(({ path }: { path: string }) => path);
    expect(await paths("name,age\nA,x\nBob,7")).toEqual(["rows[0].name", "rows[0].age"]);
    expect(await paths("name,shoe,name\nAda,1,2")).toEqual(["shoe", "name"]);
  });
});

describe("a form with files as a body", () => {
  const upload = route(
    endpoint({
      ...common,
      method: "POST",
      path: "/v1/upload",
      operationId: "u",
      maxBodyBytes: 4_096,
      body: multipartBody(z.strictObject({ title: z.string() }), {
        picture: { maxBytes: 1_000, contentTypes: ["image/png"] },
        note: { maxBytes: 10, contentTypes: ["text/plain"], optional: true },
      }),
      reply: z.object({ title: z.string(), name: z.string(), bytes: z.int(), noted: z.boolean() }),
    }),
    (_ctx, { title, picture, note }) => ({
      title,
      name: picture.name,
      bytes: picture.bytes.byteLength,
      noted: note !== undefined,
    }),
  );
  const form = (parts: Record<string, string | File>) => {
    const made = new FormData();
    for (const [name, value] of Object.entries(parts)) made.append(name, value);
    return made;
  };
  const png = (size = 3, name = "../../a\u202e.png") =>
    new File([Buffer.alloc(size)], name, { type: "image/png" });

  it("gives fields and files by name, each file with a name that is fit to be shown", async () => {
    const response = await call(upload, {}, form({ title: "Me", picture: png() }));
    expect(await response.json()).toEqual({ title: "Me", name: "a.png", bytes: 3, noted: false });
  });

  it("names every field and file that is wrong", async () => {
    const response = await call(
      upload,
      {},
      form({
        surprise: "1",
        picture: png(1_001),
        note: new File(["x"], "a.html", { type: "text/html" }),
        extra: png(),
      }),
    );
    const { errors } = await response.json();
    expect(errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      "extra",
      "note",
      "picture",
      "surprise",
      "title",
    ]);
  });

  it("is refused where it is too large, broken, or no form", async () => {
    expect(await codeOf(await call(upload, {}, form({ title: "x".repeat(5_000), picture: png() })))).toEqual([
      413,
      "body_too_large",
    ]);
    const type = { "Content-Type": "multipart/form-data; boundary=x" };
    expect(await codeOf(await call(upload, type, "--x\r\nnothing"))).toEqual([400, "malformed_form"]);
    expect(await codeOf(await call(upload, { "Content-Type": "application/json" }, "{}"))).toEqual([
      415,
      "unsupported_media_type",
    ]);
  });
});

describe("what is compressed", () => {
  const Echo = z.strictObject({ text: z.string() });
  const echo = route(
    endpoint({
      ...common,
      method: "POST",
      path: "/v1/echo",
      operationId: "e",
      body: Echo,
      maxBodyBytes: 100_000,
      reply: z.object({ text: z.string() }),
    }),
    (_ctx, { text }) => ({ text }),
  );
  const JSON_BODY = { "Content-Type": "application/json" };
  const send = (text: string, headers: Record<string, string> = {}) =>
    call(echo, { ...JSON_BODY, ...headers }, JSON.stringify({ text }));

  it.each([
    ["br", "br"],
    ["gzip, deflate", "gzip"],
    ["gzip;q=0.5, br;q=0.9", "br"],
    ["br;q=0, *", "gzip"],
  ])("is a long reply, as the caller wants it: %s", async (wanted, encoding) => {
    const response = await send("long ".repeat(1_000), { "Accept-Encoding": wanted });
    expect(response.headers.get("content-encoding")).toBe(encoding);
    expect(response.headers.get("vary")).toContain("Accept-Encoding");
    const packed = await bytesOf(response);
    expect(packed.length).toBeLessThan(500);
    const text = (encoding === "br" ? brotliDecompressSync(packed) : gunzipSync(packed)).toString();
    expect(JSON.parse(text).text).toHaveLength(5_000);
  });

  it("stays uncompressed when it is short, or when the caller did not ask", async () => {
    expect((await send("short", { "Accept-Encoding": "br" })).headers.get("content-encoding")).toBeNull();
    for (const none of ["", "identity", "gzip;q=0, br;q=0", "deflate"]) {
      const response = await send("long ".repeat(1_000), { "Accept-Encoding": none });
      expect([none, response.headers.get("content-encoding")]).toEqual([none, null]);
    }
  });

  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ] as const)(
    "may be a body: %s, and no more of it is unpacked than the endpoint takes",
    async (encoding, pack) => {
      const headers = { ...JSON_BODY, "Content-Encoding": encoding };
      const whole = await call(echo, headers, pack(JSON.stringify({ text: "hi" })));
      expect(await whole.json()).toEqual({ text: "hi" });
      const bomb = pack(Buffer.alloc(20_000_000, 32));
      expect(bomb.length).toBeLessThan(100_000);
      expect(await codeOf(await call(echo, headers, bomb))).toEqual([413, "body_too_large"]);
      const cut = pack(JSON.stringify({ text: "hi" })).subarray(0, -4);
      expect(await codeOf(await call(echo, headers, cut))).toEqual([400, "malformed_encoding"]);
    },
  );

  it.each(["deflate", "zstd", "gzip, br"])(
    "may not be a body in %s, and says what may be",
    async (encoding) => {
      const response = await call(echo, { ...JSON_BODY, "Content-Encoding": encoding }, "{}");
      expect(response.headers.get("accept-encoding")).toBe("gzip, br");
      expect(await codeOf(response)).toEqual([415, "unsupported_encoding"]);
    },
  );
});
