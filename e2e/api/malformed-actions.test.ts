import { beforeAll, describe, expect, inject, it } from "vitest";
import { freshAddress } from "@/test/loopback";
import { makePerson, type TestPerson } from "@/test/people";
import { closeProductDatabase, productDatabase } from "@/test/product";
import { exchange, type RawAnswer } from "@/test/raw-socket";
import { readServerActions, type ServerAction } from "@/test/server-actions";

closeProductDatabase();

const mount = inject("mounts")[0] ?? { url: "", name: "" };
const actions = await readServerActions();
const ID = actions.find(({ name }) => name.endsWith("(auth)/actions.ts signIn"))?.id ?? "";
const UNKNOWN = `7f${"0".repeat(40)}`;
const TEXT = "text/plain;charset=UTF-8";
const FORM = "multipart/form-data; boundary=----ours7f3a";

let owner: TestPerson;

beforeAll(async () => {
  owner = await makePerson(productDatabase(), { role: "owner" });
});

const part = (name: string, value: string) =>
  `------ours7f3a\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const end = "------ours7f3a--\r\n";

interface Sent {
  path?: string;
  headers: Record<string, string>;
  body?: string;
}

function post({ path = "/sign-in", headers, body = "" }: Sent): Promise<RawAnswer> {
  const fields = {
    Host: "localhost",
    "Content-Length": String(Buffer.byteLength(body)),
    Connection: "close",
    ...headers,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return exchange(mount, `POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`, { from: freshAddress() });
}

const toAction = (id: string, type: string | null) => ({
  "Next-Action": id,
  ...(type === null ? {} : { "Content-Type": type }),
});

const BROKEN: [string, Sent][] = [
  ...["", "x", "__proto__", "constructor", "toString", "7F".repeat(21), "0".repeat(10_000)].map(
    (id): [string, Sent] => [
      `the id ${JSON.stringify(id.slice(0, 50))}`,
      { headers: toAction(id, TEXT), body: "[]" },
    ],
  ),
  ["no body", { headers: toAction(ID, TEXT) }],
  ["no JSON", { headers: toAction(ID, TEXT), body: "garbage" }],
  ["no content type", { headers: toAction(ID, null), body: "garbage" }],
  ["JSON by its name", { headers: toAction(ID, "application/json"), body: "{" }],
  ["bytes that are no text", { headers: toAction(ID, "application/octet-stream"), body: "\u0000\ufffe" }],
  ["no arguments", { headers: toAction(ID, TEXT), body: "{}" }],
  ["a row that is missing", { headers: toAction(ID, TEXT), body: '["$1"]' }],
  ["a promise of nothing", { headers: toAction(ID, TEXT), body: '["$@7"]' }],
  ["a circle", { headers: toAction(ID, TEXT), body: '["$0"]' }],
  ["a number that is none", { headers: toAction(ID, TEXT), body: '["$nx"]' }],
  ["a stream", { headers: toAction(ID, TEXT), body: '["$R1"]' }],
  ["arguments that nest deeply", { headers: toAction(ID, TEXT), body: "[".repeat(200_000) }],
  ["a form that ends early", { headers: toAction(ID, FORM), body: part("0", "[]") }],
  [
    "a form without a boundary",
    { headers: toAction(ID, "multipart/form-data"), body: part("0", "[]") + end },
  ],
  ["a form with another boundary", { headers: toAction(ID, `${FORM}x`), body: part("0", "[]") + end }],
  ["a form without arguments", { headers: toAction(ID, FORM), body: part("_1_a", "1") + end }],
  ["a form of nothing", { headers: toAction(ID, FORM) }],
  ["a file", { headers: toAction(ID, FORM), body: part('0"; filename="a.txt', "[]") + end }],
  ["a form of an unknown name", { headers: { "Content-Type": FORM }, body: part("$ACTION_ID_x", "") + end }],
  [
    "a form of an unknown reference",
    { headers: { "Content-Type": FORM }, body: part("$ACTION_REF_1", "") + end },
  ],
  [
    "a form of a reference to no action",
    {
      headers: { "Content-Type": FORM },
      body: part("$ACTION_REF_1", "") + part("$ACTION_1:0", '{"id":"x"}') + end,
    },
  ],
  ["a form without scripts that ends early", { headers: { "Content-Type": FORM }, body: part("email", "a") }],
  ["an Origin that is none", { headers: { ...toAction(ID, TEXT), Origin: "garbage" }, body: "[]" }],
  [
    "another site's Origin",
    { headers: { ...toAction(ID, TEXT), Origin: "https://evil.example" }, body: "[]" },
  ],
  ["the Origin null", { headers: { "Content-Type": FORM, Origin: "null" }, body: part("email", "a") + end }],
  [
    "another site's Origin, and its host as a proxy's word",
    {
      headers: { ...toAction(ID, TEXT), Origin: "https://evil.example", "X-Forwarded-Host": "evil.example" },
      body: "[]",
    },
  ],
];

describe("what is sent to a page and is no form or action of ours", () => {
  it.each(BROKEN)("is answered with a problem that blames its sender: %s", async (_what, sent) => {
    const answer = await post(sent);
    expect([400, 403, 413], answer.text.slice(0, 500)).toContain(answer.status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(JSON.parse(answer.body)).toMatchObject({ status: answer.status, code: expect.any(String) });
  });

  it("is no fault of the server's where it could be a form of an older version", async () => {
    for (const sent of [
      { headers: toAction(UNKNOWN, TEXT), body: "[]" },
      { headers: toAction(UNKNOWN, FORM), body: part("0", "[]") + end },
      { headers: { "Content-Type": FORM }, body: part(`$ACTION_ID_${UNKNOWN}`, "") + end },
      { headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: "a=1" },
      { headers: { "Content-Type": "application/x-www-form-urlencoded", "Next-Action": ID }, body: "a=1" },
      { headers: { "Content-Type": "text/html" }, body: "<a>" },
      { path: "/nowhere", headers: toAction(ID, TEXT), body: "[]" },
    ] satisfies Sent[]) {
      const { status, text } = await post(sent);
      expect([status > 0 && status < 500, text.slice(0, 300)]).toEqual([true, expect.anything()]);
    }
  });

  it("is not read where its query has more parameters than any page's", async () => {
    const answer = await post({ path: `/sign-in?${"a=1&".repeat(3_500)}`, headers: {} });
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([400, "malformed_request"]);
  });

  it("is not read where its path has more parts than any page's", async () => {
    const answer = await post({ path: `/${"a/".repeat(4_000)}`, headers: {} });
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([404, "unknown_route"]);
  });
});

const ARGUMENTS = [
  "[]",
  "[null]",
  "[null,null]",
  "[1,2,3]",
  '[{"a":{}},{"a":[]}]',
  '["$K1","$K2"]',
  '[[],["$undefined"]]',
];

describe("an action that is called by hand with arguments of another kind", () => {
  const ofOurs = actions.filter(({ name }) => !name.includes("impersonat"));
  it.each(ofOurs.map((action): [string, ServerAction] => [action.name, action]))(
    "refuses them, and blames itself for none: %s",
    async (_name, { id, path }) => {
      for (const body of ARGUMENTS) {
        for (const cookie of [undefined, owner.cookie]) {
          const headers = { ...toAction(id, TEXT), ...(cookie === undefined ? {} : { Cookie: cookie }) };
          const { status, text } = await post({ path, headers, body });
          expect([body, status > 0 && status < 500, text.slice(0, 300)]).toEqual([
            body,
            true,
            expect.anything(),
          ]);
          // Signed out by the action itself: what follows is a stranger's.
        }
      }
    },
  );
});
