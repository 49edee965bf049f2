import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { HOSTILE_BODIES, MB } from "@/test/hostile-bodies";
import { callFrom, freshAddress } from "@/test/loopback";
import { makePartner } from "@/test/product";
import { exchange } from "@/test/raw-socket";
import { type Installation, type Instance, makeInstallation } from "./installation";

/** The shapes that stop a process which reads them carelessly, sent while somebody asks again and again whether it lives. */
const LIVE_MS = 250;
const AT_ONCE = 6;

let installation: Installation;
let product: Instance;
let key: string;

beforeAll(async () => {
  installation = await makeInstallation();
  product = await installation.start({ WEB_PROCESSES: "1" });
  key = (await makePartner({}, installation.database)).liveKey;
  // What a page costs the first time is the compiler's, not the attack's.
  for (let count = 0; count < 10; count += 1) {
    for (const path of ["/sign-in", "/nowhere"]) await (await fetch(product.url + path)).text();
  }
});
afterAll(() => installation.remove());

interface Sent {
  path: string;
  headers: string[];
  body?: string;
}

function attack({ path, headers, body = "" }: Sent): Promise<unknown> {
  const fields = [
    "Host: localhost",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
    ...headers,
  ];
  return exchange(product, `POST ${path} HTTP/1.1\r\n${fields.join("\r\n")}\r\n\r\n${body}`, {
    from: freshAddress(),
  });
}

const JSON_TYPE = "Content-Type: application/json";
const apiShapes = Object.entries(HOSTILE_BODIES).flatMap(([name, body]): [string, Sent][] => [
  [`${name}, by a stranger`, { path: "/api/v1/partners", headers: [JSON_TYPE], body: body.slice(0, 16_384) }],
  [`${name}, too large, by a stranger`, { path: "/api/v1/email-verifications", headers: [JSON_TYPE], body }],
  [
    `${name}, for a pair`,
    { path: "/api/v1/compatibility/calculate", headers: [JSON_TYPE, `X-API-Key: ${"KEY"}`], body },
  ],
  [
    `${name}, for a batch`,
    { path: "/api/v1/compatibility/batch", headers: [JSON_TYPE, `X-API-Key: ${"KEY"}`], body },
  ],
]);
const otherShapes: [string, Sent][] = [
  [
    "a signature of many",
    {
      path: "/api/v1/usage",
      headers: [
        "X-API-Key: KEY",
        `Signature-Input: ${'a=("@method");keyid="x", '.repeat(500)}`,
        "Signature: a=::",
      ],
    },
  ],
  ["a long cookie", { path: "/api/v1/usage", headers: [`Cookie: ${"a=b; ".repeat(3_000)}`] }],
  ["a path of many parts", { path: `/${"a/".repeat(4_000)}`, headers: [] }],
  ["a long query", { path: `/api/v1/usage?${"a=1&".repeat(3_000)}`, headers: ["X-API-Key: KEY"] }],
  [
    "many addresses",
    { path: "/api/v1/partners", headers: [JSON_TYPE, `X-Forwarded-For: ${"1,".repeat(7_000)}`], body: "{}" },
  ],
  [
    "a message of Stripe's",
    { path: "/api/webhooks/stripe", headers: ["Stripe-Signature: t=1,v1=00"], body: "[".repeat(MB) },
  ],
  [
    "an action's argument, deep",
    {
      path: "/sign-in",
      headers: ["Next-Action: 7f00000000000000000000000000000000000000ab", "Content-Type: text/plain"],
      body: "[".repeat(MB - 1),
    },
  ],
  [
    "a form of many fields",
    {
      path: "/sign-in",
      headers: ["Content-Type: multipart/form-data; boundary=x"],
      body: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(15_000),
    },
  ],
  [
    "an action's argument of a great many values",
    {
      path: "/sign-in",
      headers: ["Next-Action: 7f00000000000000000000000000000000000000ab", "Content-Type: text/plain"],
      body: `[${"[],".repeat(80_000)}[]]`,
    },
  ],
  [
    "an action's form of many rows that refer to each other",
    {
      path: "/sign-in",
      headers: [
        "Next-Action: 7f00000000000000000000000000000000000000ab",
        "Content-Type: multipart/form-data; boundary=----x1",
      ],
      body: `${Array.from({ length: 250 }, (_, row) => `------x1\r\nContent-Disposition: form-data; name="${row}"\r\n\r\n[${'"$1",'.repeat(100)}"$2"]\r\n`).join("")}------x1--\r\n`,
    },
  ],
  [
    "a form of one field after the other in one form without scripts",
    {
      path: "/sign-in",
      headers: ["Content-Type: multipart/form-data; boundary=----x1"],
      body: `${'------x1\r\nContent-Disposition: form-data; name="$ACTION_REF_1"\r\n\r\n1\r\n'.repeat(250)}------x1--\r\n`,
    },
  ],
  ["a page's long query", { path: `/sign-in?${"a=1&".repeat(3_500)}`, headers: [] }],
  ["a page's encoded path", { path: `/${"%41".repeat(4_000)}`, headers: [] }],
  [
    "a sign-in of many fields",
    {
      path: "/api/auth/callback/credentials",
      headers: ["Content-Type: application/x-www-form-urlencoded"],
      body: "a=1&".repeat(250_000),
    },
  ],
];

function ask(agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${product.url}/api/health/live`,
      { agent, localAddress: "127.0.0.1" },
      (response) => {
        response.resume();
        response.on("end", resolve);
      },
    );
    sent.on("error", reject);
    sent.end();
  });
}

/** The web process, of the processes that the primary has started. */
function webProcess(): number {
  const children = readFileSync(`/proc/${product.pid}/task/${product.pid}/children`, "utf8")
    .trim()
    .split(" ");
  const web = children.find((pid) =>
    readFileSync(`/proc/${pid}/environ`, "utf8").includes("SOULMATE_ROLE=web"),
  );
  if (web === undefined) throw new Error("There is no web process.");
  return Number(web);
}

/**
 * How long the web process's one thread has worked, in milliseconds. On an idle machine that is how long it kept others
 * waiting; on a busy one it leaves out what other programs took.
 */
function workedMs(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
}

/** Asks for signs of life while `work` goes on. Tells what the process did at most before it gave one. */
async function longestBefore(work: Promise<unknown>): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const pid = webProcess();
  let going = true;
  const ended = work.finally(() => {
    going = false;
  });
  let longest = 0;
  do {
    const before = workedMs(pid);
    await ask(agent);
    longest = Math.max(longest, workedMs(pid) - before);
    await new Promise((resolve) => setTimeout(resolve, 5));
  } while (going);
  agent.destroy();
  await ended;
  return longest;
}

it.each([...apiShapes, ...otherShapes])("%s keeps no sign of life waiting", async (_name, sent) => {
  const headers = sent.headers.map((header) => header.replace(/KEY$/, key));
  const attacks = Promise.all(Array.from({ length: AT_ONCE }, () => attack({ ...sent, headers })));
  expect(await longestBefore(attacks)).toBeLessThan(LIVE_MS);
});

it("hundreds of connections that say nothing, or little and slowly, keep no sign of life waiting", async () => {
  const { hostname, port } = new URL(product.url);
  const sockets: Socket[] = [];
  const work = (async () => {
    for (let count = 0; count < 400; count += 1) {
      const socket = connect({ host: hostname, port: Number(port), localAddress: `127.3.${count % 200}.1` });
      socket.on("error", () => undefined);
      sockets.push(socket);
      await new Promise((resolve) => socket.once("connect", resolve).once("close", resolve));
      if (count % 2 === 0)
        socket.write("POST /api/v1/partners HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nX-A");
    }
    for (const socket of sockets) socket.write(": b\r\nX");
    // Somebody else is served meanwhile.
    expect((await callFrom(product, "GET", "/v1/nowhere", { from: freshAddress() })).status).toBe(404);
  })();
  expect(await longestBefore(work)).toBeLessThan(LIVE_MS);
  for (const socket of sockets) socket.destroy();
});
