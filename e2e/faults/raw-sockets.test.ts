import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROBLEM_CODES } from "@/lib/catalog/problem-codes";
import { exchange, type RawAnswer } from "@/test/raw-socket";
import { type Installation, type Instance, makeInstallation } from "./installation";

/** A server whose patience a test can outlast, with few connections for each address. */
const SETTINGS = {
  WEB_PROCESSES: "1",
  HEADERS_TIMEOUT_SECONDS: "1",
  REQUEST_TIMEOUT_SECONDS: "2",
  MAX_CONNECTIONS_PER_ADDRESS: "10",
  APP_URL: "http://our.example",
};

let installation: Installation;
let product: Instance;

beforeAll(async () => {
  installation = await makeInstallation();
  product = await installation.start(SETTINGS);
});
afterAll(() => installation.remove());

const lines = (...text: string[]) => `${text.join("\r\n")}\r\n\r\n`;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** What every refusal of the message itself looks like, whoever found the fault. */
function expectProblem(answer: RawAnswer, status: number, code: string): void {
  expect([answer.status, answer.text.slice(0, 200)]).toEqual([status, expect.stringMatching(/^HTTP\/1\.1 /)]);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const problem = JSON.parse(answer.body);
  expect(problem).toMatchObject({ status, code });
  expect(problem.request_id).toMatch(UUID_V7);
  expect(answer.headers.get("request-id")).toBe(problem.request_id);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(PROBLEM_CODES.find((known) => known.code === code)?.status).toBe(status);
}

const LIVE = "/api/health/live";
const UPGRADES = [
  [
    "h2c, as curl --http2 and Java's HttpClient ask",
    ["Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA", "Connection: Upgrade, HTTP2-Settings"],
  ],
  [
    "a web socket",
    [
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Version: 13",
    ],
  ],
  ["something nobody knows", ["Upgrade: teapot/1", "Connection: upgrade"]],
] as const;

describe("a request that asks for an upgrade", () => {
  it.each(UPGRADES)("is answered as if it did not: %s", async (_what, fields) => {
    for (const path of [LIVE, "/docs/errors", "/_next/webpack-hmr", "/api/v1/usage"]) {
      // A page was asked for before: that is when Next would begin to listen for upgrades.
      await exchange(product, lines("GET /docs/errors HTTP/1.1", "Host: localhost", "Connection: close"));
      const answer = await exchange(product, lines(`GET ${path} HTTP/1.1`, "Host: localhost", ...fields));
      expect([path, answer.status]).toEqual([
        path,
        path === LIVE || path === "/docs/errors" ? 200 : expect.any(Number),
      ]);
      expect([200, 401, 404]).toContain(answer.status);
    }
  });

  it("is answered with its body read, and the connection goes on", async () => {
    const body = '{"company_name":1}';
    const call = (fields: readonly string[]) =>
      lines(
        "POST /api/v1/partners HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/json",
        `Content-Length: ${body.length}`,
        ...fields,
      ) + body;
    const next = lines(`GET ${LIVE} HTTP/1.1`, "Host: localhost", "Connection: close");
    const answer = await exchange(product, call(UPGRADES[0][1]) + next, { more: () => undefined });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('"invalid_input"');
  });

  it("never leaves its connection open beyond what any other may take", async () => {
    const hold = await exchange(
      product,
      "GET /docs/errors HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n",
    );
    expectProblem(hold, 408, "request_timeout");
    expect(hold.ended).toBe("end");
  });
});

describe("a target", () => {
  it("may be absolute: its host counts, whatever the Host field says", async () => {
    const answer = await exchange(
      product,
      lines(`GET http://localhost${LIVE} HTTP/1.1`, "Host: evil.example"),
    );
    expect([answer.status, answer.body]).toEqual([200, '{"status":"live"}']);
    const query = await exchange(
      product,
      lines("GET HTTP://localhost/api/v1/usage?x=1 HTTP/1.1", "Host: localhost"),
    );
    expect([query.status, JSON.parse(query.body).code]).toEqual([401, "missing_credentials"]);
    const page = await exchange(product, lines("GET http://our.example HTTP/1.1", "Host: localhost"));
    expect(page.status).toBe(200);
    const other = await exchange(
      product,
      lines(`GET http://evil.example${LIVE} HTTP/1.1`, "Host: localhost"),
    );
    expectProblem(other, 421, "unknown_host");
  });

  it("of OPTIONS may be the server as a whole", async () => {
    const answer = await exchange(product, lines("OPTIONS * HTTP/1.1", "Host: localhost"));
    expect([answer.status, answer.body]).toEqual([204, ""]);
    expect(answer.headers.get("allow")).toContain("GET");
    expect(answer.headers.get("request-id")).toMatch(UUID_V7);
  });

  it.each([
    ["a star for anything but OPTIONS", "GET * HTTP/1.1"],
    ["an absolute one without a host", "GET http:// HTTP/1.1"],
    ["broken percent-encoding", "GET /docs%ZZ HTTP/1.1"],
    ["half of a character", "GET /%E0%A4%A HTTP/1.1"],
    ["a word", "GET terms HTTP/1.1"],
  ])("must be one that can be: %s", async (_what, first) => {
    expectProblem(await exchange(product, lines(first, "Host: localhost")), 400, "malformed_request");
  });

  it("of the API whose encoding is broken is a path that is not there", async () => {
    const answer = await exchange(product, lines("GET /api/v1/partners/%ZZ HTTP/1.1", "Host: localhost"));
    expectProblem(answer, 404, "unknown_route");
  });
});

describe("a host", () => {
  it("may be missing in HTTP/1.0, and is then ours", async () => {
    const live = await exchange(product, lines(`GET ${LIVE} HTTP/1.0`));
    expect([live.status, live.ended]).toEqual([200, "end"]);
    const api = await exchange(product, lines("GET /api/v1/usage HTTP/1.0"));
    expect([api.status, JSON.parse(api.body).code]).toEqual([401, "missing_credentials"]);
    expect((await exchange(product, lines("GET /docs/errors HTTP/1.0"))).status).toBe(200);
  });

  it.each([
    ["missing in HTTP/1.1", []],
    ["given twice", ["Host: localhost", "Host: evil.example"]],
    ["given twice, the same", ["Host: localhost", "host: localhost"]],
    ["empty", ["Host:"]],
    ["none at all", ["Host: a b"]],
    ["with somebody's name before it", ["Host: me@localhost"]],
  ])("is refused when it is %s", async (_what, fields) => {
    for (const path of [LIVE, "/docs/errors", "/api/v1/usage"]) {
      const answer = await exchange(product, lines(`GET ${path} HTTP/1.1`, ...fields));
      expectProblem(answer, 400, "malformed_request");
    }
  });

  it("must be ours where stand-ins run, so that no other page's name can be made to mean this machine", async () => {
    for (const path of [LIVE, "/dev/mail", "/api/v1/usage", "/dev/stripe/v1/events"]) {
      const answer = await exchange(product, lines(`GET ${path} HTTP/1.1`, "Host: rebound.example"));
      expectProblem(answer, 421, "unknown_host");
    }
    expect((await exchange(product, lines("GET /dev/mail HTTP/1.1", "Host: our.example"))).status).toBe(200);
  });
});

describe("a request that does not come to its end", () => {
  it.each([
    ["nothing at all", ""],
    ["half a line", "GET /api/v1/us"],
    ["headers that go on", "GET /docs/errors HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n"],
  ])("is answered 408 and ended: %s", async (_what, sent) => {
    const answer = await exchange(product, sent);
    expectProblem(answer, 408, "request_timeout");
    expect(answer.ended).toBe("end");
  });

  it.each([
    ["of the API", "POST /api/v1/partners HTTP/1.1"],
    ["of a page", "POST /sign-in HTTP/1.1"],
  ])("is answered 408 when it is the body %s", async (_what, first) => {
    const fields = ["Host: localhost", "Content-Type: application/json", "Content-Length: 100"];
    const answer = await exchange(product, `${lines(first, ...fields)}{"a":`);
    expectProblem(answer, 408, "request_timeout");
  });
});

describe("a message that is too large", () => {
  it("has its headers refused with 431", async () => {
    const answer = await exchange(
      product,
      lines("GET /docs/errors HTTP/1.1", "Host: localhost", `X-A: ${"a".repeat(20_000)}`),
    );
    expectProblem(answer, 431, "headers_too_large");
  });

  it.each([
    ["of the API, by its declared length", "/api/v1/partners", true, "16 kB"],
    ["of the API, in chunks", "/api/v1/partners", false, "16 kB"],
    ["of a page, by its declared length", "/sign-in", true, "256 kB"],
    ["of a page, in chunks", "/sign-in", false, "256 kB"],
    ["of the sign-in routes, in chunks", "/api/auth/signin/credentials", false, "16 kB"],
  ])(
    "has its body refused with 413, which arrives although it goes on being sent: %s",
    async (_what, path, declared, size) => {
      const part = Buffer.alloc(65_536, 32);
      const chunk = Buffer.concat([
        Buffer.from(`${part.length.toString(16)}\r\n`),
        part,
        Buffer.from("\r\n"),
      ]);
      const fields = [
        "Host: localhost",
        "Content-Type: application/json",
        declared ? "Content-Length: 5000000" : "Transfer-Encoding: chunked",
      ];
      const answer = await exchange(product, lines(`POST ${path} HTTP/1.1`, ...fields), {
        more: (socket) => {
          let left = 60;
          const send = () => {
            for (; left > 0; left -= 1) {
              if (!socket.write(declared ? part : chunk)) {
                left -= 1;
                socket.once("drain", send);
                return;
              }
            }
          };
          send();
        },
      });
      expectProblem(answer, 413, "body_too_large");
      expect(JSON.parse(answer.body).detail).toContain(size);
      expect(answer.ended).toBe("end");
    },
  );

  it("is not asked for when its client waits to be asked", async () => {
    const fields = [
      "Host: localhost",
      "Content-Type: application/json",
      "Content-Length: 5000000",
      "Expect: 100-continue",
    ];
    const answer = await exchange(product, lines("POST /api/v1/partners HTTP/1.1", ...fields));
    expectProblem(answer, 413, "body_too_large");
    expect(answer.text).not.toContain("100 Continue");
  });

  it("is asked for when it fits", async () => {
    const fields = [
      "Host: localhost",
      "Content-Type: application/json",
      "Content-Length: 2",
      "Expect: 100-continue",
      "Connection: close",
    ];
    const answer = await exchange(product, `${lines("POST /api/v1/partners HTTP/1.1", ...fields)}{}`);
    expect(answer.text).toContain("100 Continue");
    expect(answer.text).toContain("invalid_input");
  });
});

describe("a method", () => {
  it.each(["/docs/errors", "/", LIVE, "/api/v1/usage", "/api/v1/partners", "/_next/static/nothing.js"])(
    "that traces is refused with 405 at %s",
    async (path) => {
      const answer = await exchange(product, lines(`TRACE ${path} HTTP/1.1`, "Host: localhost"));
      expectProblem(answer, 405, "method_not_allowed");
      expect(answer.headers.get("allow")).toMatch(/GET|POST/);
    },
  );

  it("that asks for a tunnel is refused with 405", async () => {
    const answer = await exchange(
      product,
      lines("CONNECT evil.example:443 HTTP/1.1", "Host: evil.example:443"),
    );
    expectProblem(answer, 405, "method_not_allowed");
  });

  it.each(["PROPFIND", "LOCK", "PURGE"])("that no page has is refused with 405: %s", async (method) => {
    const answer = await exchange(product, lines(`${method} /docs/errors HTTP/1.1`, "Host: localhost"));
    expectProblem(answer, 405, "method_not_allowed");
  });
});

describe("a message that is not HTTP", () => {
  const chunked = (body: string) =>
    lines(
      "POST /api/v1/partners HTTP/1.1",
      "Host: localhost",
      "Content-Type: application/json",
      "Transfer-Encoding: chunked",
    ) + body;
  it.each([
    ["words", "hello\r\n\r\n"],
    ["another protocol", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["TLS", Buffer.from("160301020001000001fc0303", "hex")],
    ["a method that is none", lines("G@T / HTTP/1.1", "Host: localhost")],
    ["a header without a colon", lines("GET / HTTP/1.1", "Host: localhost", "nonsense")],
    [
      "two lengths",
      lines("POST /api/v1/partners HTTP/1.1", "Host: localhost", "Content-Length: 2", "Content-Length: 3"),
    ],
    [
      "a length and chunks",
      `${lines("POST /api/v1/partners HTTP/1.1", "Host: localhost", "Content-Length: 2", "Transfer-Encoding: chunked")}0\r\n\r\n`,
    ],
    [
      "a length that is none",
      lines("POST /api/v1/partners HTTP/1.1", "Host: localhost", "Content-Length: -1"),
    ],
    ["a chunk whose length is none", chunked("zz\r\n{}\r\n0\r\n\r\n")],
    ["a chunk that is longer than it says", chunked("2\r\n{}}}}\r\n0\r\n\r\n")],
  ])("is refused with 400: %s", async (_what, sent) => {
    const answer = await exchange(product, sent);
    expectProblem(answer, 400, "malformed_request");
    expect(answer.ended).toBe("end");
  });

  it("expects what nobody can give: 417", async () => {
    const answer = await exchange(
      product,
      lines("GET /docs/errors HTTP/1.1", "Host: localhost", "Expect: tea"),
    );
    expectProblem(answer, 417, "expectation_failed");
  });
});

describe("connections", () => {
  const open = (from: string) =>
    new Promise<{ refusal: Promise<string>; end(): void }>((resolve) => {
      const { hostname, port } = new URL(product.url);
      const socket = connect({ host: hostname, port: Number(port), localAddress: from });
      let text = "";
      const refusal = new Promise<string>((told) => {
        socket.on("data", (chunk) => {
          text += chunk;
        });
        for (const event of ["end", "error", "close"]) socket.on(event, () => told(text));
      });
      socket.on("connect", () => resolve({ refusal, end: () => socket.destroy() }));
    });

  it("of one address are capped, whatever others do, and are let in again when some have gone", async () => {
    const from = "127.9.8.7";
    const held = [];
    for (let count = 0; count < 10; count += 1) held.push(await open(from));
    const refused = await exchange(product, "", { from });
    expectProblem(refused, 429, "too_many_connections");
    expect(refused.headers.get("retry-after")).toBe("1");
    const live = lines(`GET ${LIVE} HTTP/1.1`, "Host: localhost", "Connection: close");
    expect((await exchange(product, live, { from: "127.9.8.8" })).status).toBe(200);
    for (const one of held) one.end();
    await expect
      .poll(async () => (await exchange(product, live, { from })).status, { timeout: 10_000 })
      .toBe(200);
  });
});
