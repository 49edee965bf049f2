import { beforeAll, describe, expect, it } from "vitest";
import { faultOf, HttpProblem, problemOf } from "@/lib/api/problem";
import {
  AppError,
  Conflict,
  Forbidden,
  Invalid,
  LimitReached,
  NotFound,
  PaymentRequired,
  Unauthenticated,
  Unavailable,
} from "@/lib/platform/errors";
import { setSettings } from "@/test/settings";

beforeAll(() => {
  setSettings({ APP_URL: "https://api.example.com" });
});

const REQUEST = "01900000-0000-7000-8000-000000000000";
const sent = (error: unknown) => JSON.stringify([faultOf(error).headers, problemOf(faultOf(error), REQUEST)]);

it.each([
  [new Invalid("invalid_input", "Bad."), 400],
  [new Unauthenticated("invalid_key", "Who?"), 401],
  [new PaymentRequired("subscription_inactive", "Pay."), 402],
  [new Forbidden("insufficient_scope", "No."), 403],
  [new NotFound("partner"), 404],
  [new Conflict("key_inactive", "Gone."), 409],
  [new LimitReached("rate_limited_day", "Later.", 3), 429],
  [new Unavailable("usage_unavailable", "Later."), 503],
  [new HttpProblem(413, "body_too_large", "Big."), 413],
])("maps %s to its status, with its code and its words", (error, status) => {
  const problem = problemOf(faultOf(error), REQUEST);
  expect(problem).toMatchObject({
    status,
    code: error.code,
    detail: error.message,
    request_id: REQUEST,
    type: `https://api.example.com/docs/errors#${error.code}`,
  });
  expect(problem.title).not.toBe("Problem");
});

describe("an error that nobody foresaw", () => {
  const SECRET = "sk_live_secret of the neighbour";
  class Unheard extends AppError {}

  it.each([
    ["an Error", new Error(SECRET)],
    ["an Error with a cause", new Error("x", { cause: new Error(SECRET) })],
    ["an Error with fields", Object.assign(new Error("x"), { detail: SECRET, status: 404, code: SECRET })],
    ["a class of ours without a status", new Unheard(SECRET, SECRET)],
    ["a text", SECRET],
    ["an object that looks like a problem", { status: 200, code: SECRET, message: SECRET }],
    ["undefined", undefined],
    ["null", null],
  ])("becomes one fixed text: %s", (_what, error) => {
    const fault = faultOf(error);
    expect(fault).toEqual(faultOf(new Error("another")));
    expect([fault.status, fault.code, fault.ours]).toEqual([500, "internal_error", true]);
    expect(sent(error)).not.toContain(SECRET);
    expect(fault.detail).toContain("request id");
  });

  it("is told apart from an outage of the database, whose words are not sent either", () => {
    for (const outage of [
      Object.assign(new Error(`connect to ${SECRET}`), { code: "ECONNREFUSED" }),
      new Error("query", { cause: Object.assign(new Error(SECRET), { code: "57P01" }) }),
      new AggregateError([Object.assign(new Error(SECRET), { code: "ETIMEDOUT" })], SECRET),
    ]) {
      expect(faultOf(outage)).toMatchObject({ status: 503, code: "database_unavailable", ours: true });
      expect(sent(outage)).not.toContain(SECRET);
    }
    expect(faultOf(Object.assign(new Error("x"), { code: "23505" })).status).toBe(500);
  });

  it("never sends the cause of an error that is foreseen", () => {
    const error = new Unavailable("usage_unavailable", "Try again.", { cause: new Error(SECRET) });
    expect(sent(error)).not.toContain(SECRET);
  });
});

it("says when to try again, in whole seconds, at least one", () => {
  expect(faultOf(new LimitReached("x", "x", 0.2)).headers["Retry-After"]).toBe("1");
  expect(faultOf(new LimitReached("x", "x", 61.2)).headers["Retry-After"]).toBe("62");
  expect(faultOf(new Unavailable("x", "x", { retryAfterSeconds: 7 })).headers["Retry-After"]).toBe("7");
});

it("asks for credentials as RFC 9110 has it, and lists errors only where there are some", () => {
  expect(faultOf(new Unauthenticated("x", "x")).headers["WWW-Authenticate"]).toMatch(/^Bearer realm=/);
  expect(problemOf(faultOf(new Invalid("x", "x")), REQUEST)).not.toHaveProperty("errors");
  const errors = [{ path: "a", message: "b" }];
  expect(problemOf(faultOf(new Invalid("x", "x", errors)), REQUEST).errors).toEqual(errors);
});

it("logs faults that are ours and not those that are the caller's", () => {
  expect(faultOf(new Invalid("x", "x")).ours).toBe(false);
  expect(faultOf(new LimitReached("x", "x", 1)).ours).toBe(false);
  expect(faultOf(new Unavailable("x", "x")).ours).toBe(true);
});
