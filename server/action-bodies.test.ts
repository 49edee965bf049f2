import { describe, expect, it } from "vitest";
import { actionFault } from "@/server/action-bodies";
import { type UploadTerms, uploadTermsById } from "@/server/upload-actions";
import { FormArguments } from "@/test/server-actions";

const ID = `7f${"0".repeat(40)}`;
const FORM = "multipart/form-data; boundary=----ours7f3a";
const TEXT = "text/plain;charset=UTF-8";

const part = (name: string, value: string) =>
  `------ours7f3a\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const form = (fields: readonly (readonly [string, string])[]) =>
  `${fields.map(([name, value]) => part(name, value)).join("")}------ours7f3a--\r\n`;

async function statusOf(
  contentType: string | undefined,
  body: string | Buffer,
  actionId: string | undefined = ID,
) {
  return (await actionFault({ actionId, contentType }, Buffer.from(body)))?.status ?? null;
}

describe("what our own pages send to actions", () => {
  const state = { result: { ok: false, errors: [{ path: "a", message: "$$5 is too little" }] }, values: {} };
  it.each([
    ["no argument", TEXT, "[]"],
    ["an object", TEXT, '[{"name":"Ada","at":"$D2026-01-01T00:00:00.000Z","none":"$undefined","n":"$n12"}]'],
    ["an object that stands twice", TEXT, '[{"a":{"b":1}},"$0:0:a"]'],
    [
      "a form and the state before it",
      FORM,
      form([
        ["_1_a", "$1"],
        ["_1_a", "2"],
        ["0", JSON.stringify([state, "$K1"])],
      ]),
    ],
    [
      "an object in a row of its own",
      FORM,
      form([
        ["1", '{"a":1}'],
        ["0", '["$1"]'],
      ]),
    ],
  ])("passes: %s", async (_what, type, body) => {
    expect(await statusOf(type, body)).toBeNull();
  });

  it("passes as the tests of every action encode it", async () => {
    const encoded = new Response(new FormArguments("stateful", { email: "ada@example.com" }).encode());
    const type = encoded.headers.get("content-type") ?? "";
    expect(await statusOf(type, Buffer.from(await encoded.arrayBuffer()))).toBeNull();
  });

  it("passes without scripts: fields, and an action with what it is bound to", async () => {
    const sent = form([
      ["$ACTION_REF_1", ""],
      ["$ACTION_1:0", `{"id":"${ID}","bound":"$@1"}`],
      ["$ACTION_1:1", '[{"result":null,"values":"$undefined"}]'],
      ["$ACTION_KEY", "k123"],
      ["email", "ada@example.com"],
    ]);
    expect(await actionFault({ actionId: undefined, contentType: FORM }, Buffer.from(sent))).toBeNull();
    const byId = form([
      [`$ACTION_ID_${ID}`, ""],
      ["email", "a"],
    ]);
    expect(await actionFault({ actionId: undefined, contentType: FORM }, Buffer.from(byId))).toBeNull();
  });
});

const deep = (count: number) => `${"[".repeat(count)}${"]".repeat(count)}`;

describe("what no page of ours sends to an action", () => {
  it.each([
    ["nothing", TEXT, ""],
    ["no JSON", TEXT, "garbage"],
    ["no content type and no JSON", undefined, "x"],
    ["no list of arguments", TEXT, "{}"],
    ["arguments that nest deeply", TEXT, deep(33)],
    ["a great many values", TEXT, `[${"[],".repeat(20_000)}[]]`],
    ["a row that is missing", TEXT, '["$1"]'],
    ["a promise of nothing", TEXT, '["$@1"]'],
    ["a map of nothing", TEXT, '["$Q1"]'],
    ["a number that is none", TEXT, '["$nx"]'],
    ["a server reference", TEXT, '["$F1"]'],
    ["a way through what every object inherits", TEXT, '[{"a":{}},"$0:0:constructor:constructor"]'],
    ["a circle", TEXT, '[["$0:0"]]'],
    [
      "a circle of two",
      FORM,
      form([
        ["1", '["$2"]'],
        ["2", '["$1"]'],
        ["0", '["$1"]'],
      ]),
    ],
    ["a form without arguments", FORM, form([["_1_a", "1"]])],
    ["a form that ends early", FORM, part("0", "[]")],
    ["a form with another boundary", "multipart/form-data; boundary=----other", form([["0", "[]"]])],
    ["a form without a boundary", "multipart/form-data", form([["0", "[]"]])],
    ["a form of nothing", FORM, ""],
    ["a form with a row that is no JSON", FORM, form([["0", "{"]])],
    [
      "arguments twice",
      FORM,
      form([
        ["0", "[]"],
        ["0", "[]"],
      ]),
    ],
    ["a file", FORM, part('0"; filename="a', "[]") + form([])],
  ])("is refused with 400: %s", async (_what, type, body) => {
    expect(await statusOf(type, body)).toBe(400);
  });

  it.each(["__proto__", "toString", "x", "", "7F".padEnd(42, "0"), "é".repeat(42)])(
    "is refused with 400: the id %j",
    async (id) => {
      expect(await statusOf(TEXT, "[]", id)).toBe(400);
    },
  );

  it.each([
    ["an id that is none", [["$ACTION_ID_x", ""]]],
    ["a reference to nothing", [["$ACTION_REF_1", ""]]],
    ["a reference that is no number", [["$ACTION_REF_x", ""]]],
    [
      "a reference to no JSON",
      [
        ["$ACTION_REF_1", ""],
        ["$ACTION_1:0", "x"],
      ],
    ],
    [
      "a reference to no action",
      [
        ["$ACTION_REF_1", ""],
        ["$ACTION_1:0", '{"id":"constructor","bound":null}'],
      ],
    ],
    [
      "arguments that are missing",
      [
        ["$ACTION_REF_1", ""],
        ["$ACTION_1:0", `{"id":"${ID}","bound":"$@1"}`],
      ],
    ],
    [
      "arguments that are no list",
      [
        ["$ACTION_REF_1", ""],
        ["$ACTION_1:0", `{"id":"${ID}","bound":"$@1"}`],
        ["$ACTION_1:1", "1"],
      ],
    ],
  ] as [string, [string, string][]][])("is refused with 400 without scripts: %s", async (_what, fields) => {
    const sent = Buffer.from(form(fields));
    expect((await actionFault({ actionId: undefined, contentType: FORM }, sent))?.status).toBe(400);
  });

  it("is refused before it is read where it has more fields than any form", async () => {
    expect(await statusOf(FORM, form(Array.from({ length: 300 }, () => ["a", "1"] as const)))).toBe(413);
  });
});

describe("an action that takes files", () => {
  const file = (name: string, text: string) =>
    `------ours7f3a\r\nContent-Disposition: form-data; name="${name}"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n${text}\r\n`;
  const args = part("0", '["$K1"]');
  const sent = (parts: string, takes: UploadTerms | null) =>
    actionFault({ actionId: ID, contentType: FORM, takes }, Buffer.from(`${parts}------ours7f3a--\r\n`));
  const one: UploadTerms = { maxBytes: 1_000, maxFiles: 1 };

  it("gets them within its form, as many as it takes", async () => {
    expect(await sent(file("1_picture", "x") + args, one)).toBeNull();
    expect((await sent(file("1_a", "x") + file("1_b", "x") + args, one))?.status).toBe(413);
  });

  it("gets none in place of an argument, and no other action gets any", async () => {
    expect((await sent(file("0", "[]"), one))?.status).toBe(400);
    expect((await sent(file("1_picture", "x") + args, null))?.status).toBe(400);
  });

  it("is found in the build by its file and export, and missed where it is not there", () => {
    const manifest = { node: { [ID]: { filename: "app/a.ts", exportedName: "upload" } } };
    expect(uploadTermsById(manifest, { "app/a.ts upload": one })).toEqual(new Map([[ID, one]]));
    expect(() => uploadTermsById(manifest, { "app/a.ts renamed": one })).toThrow(/app\/a\.ts renamed/);
  });
});
