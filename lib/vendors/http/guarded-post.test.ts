import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import {
  checkUrl,
  type Guard,
  guardedPost,
  PostFailed,
  type Resolve,
  UrlRefused,
} from "@/lib/vendors/http/guarded-post";
import { until } from "@/test/product";
import { startWebhookReceiver, type WebhookReceiver } from "@/test/webhook-receiver";

const OPEN: Guard = { allowLoopback: false };
const LOOPBACK: Guard = { allowLoopback: true };
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function receiver(): Promise<WebhookReceiver> {
  const started = await startWebhookReceiver();
  closing.push(() => started.close());
  return started;
}

/** A server that is given raw bytes, and answers by hand. */
async function rawServer(answer: Parameters<typeof createServer>[1]): Promise<number> {
  const sockets: Socket[] = [];
  const server: Server = createServer(answer);
  server.on("connection", (socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

const post = (url: string, guard = OPEN, options: Parameters<typeof guardedPost>[2] = {}) =>
  guardedPost({ url, headers: { "X-Test": "1" }, body: "{}" }, guard, options);

const to =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses;

async function refusal(work: Promise<unknown>): Promise<Error> {
  const error: unknown = await work.catch((thrown) => thrown);
  if (!(error instanceof PostFailed)) throw new Error("it was let through", { cause: error });
  return error;
}

describe("an address that is given", () => {
  it.each([
    "https://example.com/hook",
    "https://example.com:8443/hook?a=1",
    "https://example.com:1024/",
    "https://bücher.example.com/",
    "https://8.8.8.8/",
    "https://[2606:4700:4700::1111]/",
    "https://example.com./",
  ])("is taken: %s", (url) => {
    expect(checkUrl(url, OPEN)).toBeInstanceOf(URL);
  });

  it("is refused without https, where it is not this machine in a test", () => {
    for (const url of [
      "http://example.com/",
      "ftp://example.com/",
      "file:///etc/passwd",
      "gopher://x.example/",
    ])
      for (const guard of [OPEN, LOOPBACK]) expect(() => checkUrl(url, guard)).toThrow(/https/);
    expect(() => checkUrl("http://127.0.0.1:4000/", OPEN)).toThrow(UrlRefused);
    expect(checkUrl("http://127.0.0.1:4000/", LOOPBACK).port).toBe("4000");
    expect(() => checkUrl("http://10.0.0.1:4000/", LOOPBACK)).toThrow(UrlRefused);
  });

  it.each([
    ["dotted", "https://127.0.0.1/"],
    ["decimal", "https://2130706433/"],
    ["octal", "https://0177.0.0.1/"],
    ["hexadecimal", "https://0x7f000001/"],
    ["hexadecimal parts", "https://0x7f.0x0.0x0.0x1/"],
    ["two parts", "https://127.1/"],
    ["three parts", "https://127.0.1/"],
    ["mixed", "https://0x7f.1/"],
    ["nothing but zero", "https://0/"],
    ["a final dot", "https://127.0.0.1./"],
    ["full-width digits", "https://１２７.０.０.１/"],
    ["digits in circles", "https://①②⑦.⓪.⓪.①/"],
    ["an ideographic dot", "https://127。0。0。1/"],
    ["percent-encoding", "https://%31%32%37.0.0.1/"],
    ["metadata in decimal", "https://2852039166/"],
    ["metadata in octal", "https://0251.0376.0251.0376/"],
    ["mapped", "https://[::ffff:127.0.0.1]/"],
    ["mapped in hexadecimal", "https://[::ffff:7f00:1]/"],
    ["mapped, in full", "https://[0:0:0:0:0:ffff:127.0.0.1]/"],
    ["compatible", "https://[::127.0.0.1]/"],
    ["loopback", "https://[::1]/"],
    ["unspecified", "https://[::]/"],
    ["6to4", "https://[2002:7f00:1::]/"],
    ["NAT64", "https://[64:ff9b::169.254.169.254]/"],
    ["private", "https://10.1.2.3/"],
    ["link-local", "https://169.254.169.254/latest/meta-data/"],
    ["localhost", "https://localhost/"],
    ["localhost with a dot", "https://localhost./"],
    ["localhost in capitals", "https://LOCALHOST/"],
    ["a name under localhost", "https://app.localhost/"],
    ["a name of one part", "https://metadata/"],
    ["Google's metadata", "https://metadata.google.internal/"],
    ["a printer", "https://printer.local/"],
    ["home", "https://router.home.arpa./"],
  ])("is refused where it leads inside: %s, %s", (_what, url) => {
    expect(() => checkUrl(url, OPEN)).toThrow(UrlRefused);
  });

  it.each([
    ["no address", "example.com/hook", /address such as/],
    ["nothing", "", /address such as/],
    ["a broken host", "https://exa mple.com/", /address such as/],
    ["too long", `https://example.com/${"a".repeat(2_048)}`, /2,048/],
    ["a user", "https://me@example.com/", /user name/],
    ["a password", "https://me:secret@example.com/", /user name/],
    ["a host that is a user", "https://example.com@127.0.0.1/", /user name/],
    ["a fragment", "https://example.com/#x", /#/],
    ["ssh", "https://example.com:22/", /port/],
    ["mail", "https://example.com:25/", /port/],
    ["port 80", "https://example.com:80/", /port/],
    ["port 0", "https://example.com:0/", /port/],
  ])("is refused with a reason: %s", (_what, url, reason) => {
    expect(() => checkUrl(url, OPEN)).toThrow(reason);
  });
});

describe("a name", () => {
  it.each([
    ["loopback", ["127.0.0.1"]],
    ["private", ["10.0.0.1"]],
    ["metadata", ["169.254.169.254"]],
    ["metadata over IPv6", ["fd00:ec2::254"]],
    ["mapped", ["::ffff:10.0.0.1"]],
    ["one of several", ["93.184.215.14", "10.0.0.1"]],
    ["one of both families", ["2606:4700:4700::1111", "127.0.0.1"]],
  ])("that leads inside is refused when it is looked up: %s", async (_what, addresses) => {
    const error = await refusal(post("https://hooks.example.com/", OPEN, { resolve: to(...addresses) }));
    expect(error).toBeInstanceOf(UrlRefused);
    for (const address of addresses) expect(error.message).not.toContain(address);
  });

  it("is looked up once, and connected to where it was checked, under its own name", async () => {
    const hello: string[] = [];
    const port = await rawServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", (chunk: Buffer) => {
        hello.push(chunk.toString("latin1"));
        socket.destroy();
      });
    });
    const answers = [["127.0.0.1"], ["169.254.169.254"]];
    let asked = 0;
    const rebinding: Resolve = async () => answers[asked++] ?? [];
    await refusal(post(`https://rebind.example.com:${port}/`, LOOPBACK, { resolve: rebinding }));
    expect(hello.join("")).toContain("rebind.example.com");
    expect(asked).toBe(1);
  });

  it("without an address, or that does not exist, is an error that says so", async () => {
    const none = await refusal(post("https://hooks.example.com/", OPEN, { resolve: to() }));
    expect(none.message).toBe("The host name has no address.");
    const missing: Resolve = async () => {
      throw Object.assign(new Error("queryA ENOTFOUND"), { code: "ENOTFOUND" });
    };
    const error = await refusal(post("https://hooks.example.com/", OPEN, { resolve: missing }));
    expect(error.message).toBe("The host name does not exist.");
  });

  it("that nobody answers for is given up in time", async () => {
    const never: Resolve = (_host, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    const error = await refusal(post("https://hooks.example.com/", OPEN, { resolve: never, timeoutMs: 30 }));
    expect(error.message).toBe("There was no reply within 0.03 seconds.");
  });
});

describe("a request", () => {
  it("carries method, path, headers and body, and brings back status and body", async () => {
    const server = await receiver();
    const reply = await guardedPost(
      { url: `${server.url}?a=1`, headers: { "X-Test": "yes" }, body: '{"é":1}' },
      LOOPBACK,
    );
    expect(reply).toEqual({ status: 200, body: "thanks" });
    expect(server.received).toMatchObject([
      {
        path: "/hook?a=1",
        body: '{"é":1}',
        headers: { "x-test": "yes", "content-length": "8", host: new URL(server.url).host },
      },
    ]);
  });

  it.each([301, 302, 303, 307, 308])("does not follow a %s to the metadata address", async (status) => {
    const [server, inside] = [await receiver(), await receiver()];
    for (const target of ["http://169.254.169.254/latest/meta-data/", inside.url]) {
      server.answer = (response) => response.writeHead(status, { Location: target }).end();
      expect((await post(server.url, LOOPBACK)).status).toBe(status);
    }
    expect(inside.received).toEqual([]);
  });

  it("ignores proxies that the environment names", async () => {
    const [server, proxy] = [await receiver(), await receiver()];
    const names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"];
    for (const name of names) process.env[name] = proxy.url;
    closing.push(async () => {
      for (const name of names) delete process.env[name];
    });
    await post(server.url, LOOPBACK);
    expect([server.received.length, proxy.received.length]).toEqual([1, 0]);
  });

  it("reads the first 4 kB of a reply and hangs up", async () => {
    const server = await receiver();
    let hungUp = false;
    server.answer = (response) => {
      response.on("close", () => {
        hungUp = true;
      });
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(16_384)));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    };
    const reply = await post(server.url, LOOPBACK);
    expect(reply.body).toBe("x".repeat(4_096));
    await until(async () => hungUp);
  });

  it("keeps the status that came before a body that drips for ever", async () => {
    const server = await receiver();
    server.answer = (response) => response.writeHead(202).write("slow");
    expect(await post(server.url, LOOPBACK, { timeoutMs: 300 })).toEqual({ status: 202, body: "slow" });
  });

  it("is given up where headers drip for ever", async () => {
    const port = await rawServer((socket) => {
      socket.on("error", () => undefined);
      socket.write("HTTP/1.1 200 OK\r\nX-Slow: ");
    });
    const error = await refusal(post(`http://127.0.0.1:${port}/`, LOOPBACK, { timeoutMs: 50 }));
    expect(error.message).toBe("There was no reply within 0.05 seconds.");
  });

  it.each([
    ["hangs up", (socket: { end(): void }) => socket.end(), /cut before a reply/],
    ["does not speak HTTP", (socket: { end(text: string): void }) => socket.end("220 smtp\r\n"), /not HTTP/],
  ])("to a server that %s says so", async (_what, answer, reason) => {
    const port = await rawServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => answer(socket));
    });
    expect((await refusal(post(`http://127.0.0.1:${port}/`, LOOPBACK))).message).toMatch(reason);
  });

  it("to a port that nobody listens on, or that speaks no TLS, says so", async () => {
    const server = await receiver();
    const { port } = new URL(server.url);
    expect((await refusal(post(`https://127.0.0.1:${port}/`, LOOPBACK))).message).toMatch(/TLS/);
    await server.close();
    expect((await refusal(post(server.url, LOOPBACK))).message).toMatch(/refused/);
  });
});
