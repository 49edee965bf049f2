import { describe, expect, it } from "vitest";
import { z } from "zod";
import { csvBody, multipartBody } from "@/lib/api/bodies";
import type { Endpoint } from "@/lib/api/endpoint";
import { readBody } from "@/lib/api/serve/read-body";
import { Invalid } from "@/lib/platform/errors";

const table = csvBody(z.strictObject({ id: z.string() }), 10);
const form = multipartBody(z.strictObject({ name: z.string() }), {});
const endpoint = { auth: "partner" } as Endpoint;

function request(type: string, body: string): Request {
  return new Request("https://soulmate.test/v1/x", {
    method: "POST",
    headers: { "Content-Type": type },
    body,
  });
}

async function faultOf(reading: ReturnType<typeof readBody>): Promise<unknown> {
  const body = await reading;
  return "error" in body ? body.error : null;
}

describe("a table whose first line names more columns than anyone has", () => {
  it("is refused with the first hundred faults", async () => {
    const text = Array.from({ length: 120_000 }, (_, at) => at.toString(36)).join(",");
    const fault = await faultOf(readBody(request("text/csv", text), endpoint, table, null));
    expect(fault).toBeInstanceOf(Invalid);
    expect((fault as Invalid).errors).toHaveLength(100);
  });

  it("names a column once that stands there three times", async () => {
    expect(await faultOf(readBody(request("text/csv", "id,id,id"), endpoint, table, null))).toMatchObject({
      errors: [{ path: "id" }],
    });
  });
});

describe("a form with more parts than it may have", () => {
  const parts = (count: number) =>
    `${'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nx\r\n'.repeat(count)}--b--\r\n`;

  it.each([
    ["multipart/form-data; boundary=b", "body_too_large"],
    ['multipart/form-data; charset=utf-8; boundary="b"', "body_too_large"],
    ['multipart/form-data; x="; boundary=other"; boundary=b', "malformed_form"],
    ["multipart/form-data; boundary=b; boundary=other", "malformed_form"],
    ['multipart/form-data; boundary="\\b"', "malformed_form"],
  ])("is refused, however its boundary is written: %s", async (type, code) => {
    expect(await faultOf(readBody(request(type, parts(200)), endpoint, form, null))).toMatchObject({ code });
  });

  it.each([
    "b",
    "----WebKitFormBoundary7MA4YWxkTrZu0gW",
    "---------------------------boundary-of-9051914041544843365972754266",
  ])("is read where it has as many as it may, whatever browsers call its boundary: %s", async (boundary) => {
    const type = `multipart/form-data; boundary=${boundary}`;
    const text = parts(2).replaceAll("--b", `--${boundary}`);
    const body = await readBody(request(type, text), endpoint, form, null);
    expect(body.value).toMatchObject({ fields: new Map([["name", ["x", "x"]]]) });
  });
});
