import { describe, expect, inject, it } from "vitest";
import { newId } from "@/lib/platform/ids";
import { CsvText, callFrom } from "@/test/loopback";
import { call, closeProductDatabase, makePartner, person, type TestPartner } from "@/test/product";

closeProductDatabase();

const [mount = { url: "", name: "our own server" as const }] = inject("mounts");
const EVENT = {
  name: "Mixer",
  starts_at: "2031-02-14T19:30:00",
  time_zone: "Europe/Berlin",
  venue: "Café Central",
  city: "Berlin",
  capacity: 60,
};

async function makeEvent(key: string, change: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await callFrom(mount, "POST", "/v1/events", {
    key,
    body: { ...EVENT, ...change },
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}

const faultsOf = (body: { errors: { path: string; message: string }[] }) =>
  body.errors.map(({ path }) => path);

describe("an event of the API", () => {
  it.each([
    ["a capacity below zero", { capacity: -1 }, ["capacity"]],
    ["half a seat", { capacity: 0.5 }, ["capacity"]],
    ["an unknown zone", { time_zone: "Europe/Atlantis" }, ["time_zone"]],
    ["an offset for a zone", { time_zone: "+02:00" }, ["time_zone"]],
    ["a day that does not exist", { starts_at: "2031-02-30T19:30:00" }, ["starts_at"]],
    ["an hour that clocks skip", { starts_at: "2031-03-30T02:30:00" }, ["starts_at"]],
    ["an hour that clocks show twice", { starts_at: "2031-10-26T02:30:00" }, ["starts_at"]],
    ["an end before the start", { ends_at: "2031-02-14T18:00:00Z" }, ["ends_at"]],
    ["a name of two lines", { name: "Mixer\nBcc: x@example.com" }, ["name"]],
    ["a visibility of its own", { visibility: "secret" }, ["visibility"]],
    [
      "fields that are the verbs' own",
      { status: "published", published_at: null },
      ["status", "published_at"],
    ],
    [
      "everything wrong",
      { name: "", starts_at: 1, city: 2, capacity: "60" },
      ["name", "starts_at", "city", "capacity"],
    ],
  ])("is refused for %s, by its fields", async (_name, change, fields) => {
    const { testKey: key } = await makePartner();
    const { status, body } = await callFrom(mount, "POST", "/v1/events", {
      key,
      body: { ...EVENT, ...change },
    });
    expect([status, body.code]).toEqual([400, "invalid_input"]);
    expect([...new Set(faultsOf(body))].sort()).toEqual([...fields].sort());
  });

  it("takes null for what may be left out", async () => {
    const { testKey: key } = await makePartner();
    const nothing = { ends_at: null, venue: null, city: null, capacity: null, visibility: null };
    const { body } = await callFrom(mount, "POST", "/v1/events", { key, body: { ...EVENT, ...nothing } });
    expect(body).toMatchObject({ venue: null, visibility: "public", ends_at: "2031-02-14T21:30:00.000Z" });
  });

  it("of a neighbour, of the other mode and a missing one are answered byte for byte alike", async () => {
    const [mine, theirs] = [await makePartner(), await makePartner()];
    const event = await makeEvent(theirs.liveKey);
    const added = await callFrom(mount, "POST", `/v1/events/${event}/attendees`, {
      key: theirs.liveKey,
      body: [{ name: "Ada" }],
    });
    const attendee: string = added.body.data[0].id;
    const calls = (event_id: string, attendee_id: string): [string, string, unknown?][] => [
      ["GET", `/v1/events/${event_id}`],
      ["PATCH", `/v1/events/${event_id}`, { name: "Mine" }],
      ["POST", `/v1/events/${event_id}/publish`],
      ["POST", `/v1/events/${event_id}/cancel`, {}],
      ["GET", `/v1/events/${event_id}/attendees`],
      ["POST", `/v1/events/${event_id}/attendees`, [{ name: "Eve" }]],
      ["GET", `/v1/events/${event_id}/attendees.csv`],
      ["POST", `/v1/events/${event_id}/attendees.csv`, new CsvText("name\nEve\n")],
      ["GET", `/v1/events/${event_id}/attendees/${attendee_id}`],
      ["PATCH", `/v1/events/${event_id}/attendees/${attendee_id}`, { name: "Eve" }],
      ["DELETE", `/v1/events/${event_id}/attendees/${attendee_id}`],
      ["GET", `/v1/events/${event_id}/check-ins`],
      ["POST", `/v1/events/${event_id}/check-ins`, { check_ins: [{ attendee_id }] }],
    ];
    const ask = async (key: string, ids: [string, string]) => {
      const answers: string[] = [];
      for (const [method, path, body] of calls(...ids)) {
        const answer = await callFrom(mount, method, path, { key, body });
        expect([answer.status, answer.body.code], `${method} ${path}`).toEqual([404, "not_found"]);
        answers.push(answer.text.replace(answer.body.request_id, ""));
      }
      return answers;
    };
    const missing = await ask(mine.liveKey, [newId(), newId()]);
    expect(await ask(mine.liveKey, [event, attendee])).toEqual(missing);
    expect(await ask(theirs.testKey, [event, attendee])).toEqual(missing);
    const kept = await callFrom(mount, "GET", `/v1/events/${event}`, { key: theirs.liveKey });
    expect(kept.body).toMatchObject({ name: "Mixer", status: "draft", attendee_count: 1 });
  });

  it("is published in test mode freely, and live only with a pass", async () => {
    const { liveKey, testKey } = await makePartner();
    const publish = async (key: string) =>
      callFrom(mount, "POST", `/v1/events/${await makeEvent(key)}/publish`, { key });
    expect((await publish(testKey)).body.status).toBe("published");
    const refused = await publish(liveKey);
    expect([refused.status, refused.body.code]).toEqual([402, "event_pass_required"]);
  });
});

describe("attendees by the API", () => {
  const add = (key: string, event: string, body: unknown, headers: Record<string, string> = {}) => {
    const path = `/v1/events/${event}/attendees${body instanceof CsvText ? ".csv" : ""}`;
    return callFrom(mount, "POST", path, { key, body, headers });
  };
  const countOf = async ({ testKey: key }: TestPartner, event: string): Promise<number> =>
    (await callFrom(mount, "GET", `/v1/events/${event}`, { key })).body.attendee_count;

  it.each([
    ["no one", { attendees: [] }, ["attendees"]],
    ["no list", { attendees: "Ada" }, ["attendees"]],
    ["a person without any name", [{ group: "women" }], ["[0]"]],
    ["31 traits", [{ name: "Ada", traits: Array(31).fill(0.5) }], ["[0].traits"]],
    [
      "15 known traits",
      [{ name: "Ada", traits: [...Array(15).fill(0.5), ...Array(17).fill(null)] }],
      ["[0].traits"],
    ],
    [
      "errors without traits",
      [{ name: "Ada", standard_errors: Array(32).fill(0.1) }],
      ["[0].standard_errors"],
    ],
    ["an unknown field", { attendees: [{ name: "Ada" }, { name: "Ben", age: 30 }] }, ["attendees[1].age"]],
    ["seeks of no one", [{ name: "Ada", seeks: [] }], ["[0].seeks"]],
    ["a group with a semicolon", [{ name: "Ada", group: "a;b" }], ["[0].group"]],
    ["an address that is none", [{ email: "ada" }, { email: "ben@" }], ["[0].email", "[1].email"]],
    ["5,001 people", Array.from({ length: 5_001 }, () => ({ name: "Ada" })), [""]],
  ])("are refused whole for %s, by their fields", async (_name, body, fields) => {
    const partner = await makePartner();
    const event = await makeEvent(partner.testKey);
    const answer = await add(partner.testKey, event, body);
    expect([answer.status, answer.body.code]).toEqual([400, "invalid_input"]);
    expect(faultsOf(answer.body)).toEqual(fields);
    expect(await countOf(partner, event)).toBe(0);
  });

  it("come 5,000 at once with all their traits, once under one idempotency key", async () => {
    const partner = await makePartner();
    const event = await makeEvent(partner.testKey);
    const attendees = Array.from({ length: 5_000 }, (_, index) => ({
      external_id: `g${index}`,
      ...person(0.25),
    }));
    const headers = { "Idempotency-Key": newId() };
    const first = await add(partner.testKey, event, { attendees }, headers);
    expect([first.status, first.body.added]).toEqual([201, 5_000]);
    const again = await add(partner.testKey, event, { attendees }, headers);
    expect([again.text, again.headers.get("idempotent-replayed")]).toEqual([first.text, "true"]);
    const more = await add(partner.testKey, event, [{ name: "One too many" }]);
    expect([more.status, more.body.code]).toEqual([409, "too_many_attendees"]);
    expect(await countOf(partner, event)).toBe(5_000);
  });

  it.each([
    ["semicolons between cells", "name;email\nAda;ada@example.com\n", 400, "malformed_csv"],
    ["tabs between cells", "name\temail\nAda\tada@example.com\n", 400, "malformed_csv"],
    ["an open quote", 'name\n"Ada\n', 400, "malformed_csv"],
    ["a row that is too long", "name\nAda,Ben\n", 400, "malformed_csv"],
    ["an unknown column", "name,age\nAda,30\n", 400, "invalid_input"],
    ["no rows", "name\n", 400, "invalid_input"],
    ["nothing", "", 400, "malformed_csv"],
    ["5,001 rows", `name\n${"Ada\n".repeat(5_001)}`, 413, "body_too_large"],
  ])("are refused whole for a table with %s", async (_name, text, status, code) => {
    const partner = await makePartner();
    const event = await makeEvent(partner.testKey);
    const answer = await add(partner.testKey, event, new CsvText(text));
    expect([answer.status, answer.body.code], answer.text).toEqual([status, code]);
    expect(await countOf(partner, event)).toBe(0);
  });

  it("are refused for a table in another encoding, with the line of the first bad byte", async () => {
    const { testKey: key } = await makePartner();
    const event = await makeEvent(key);
    const send = async (bytes: Buffer, type: string) => {
      const response = await fetch(`${mount.url}/api/v1/events/${event}/attendees.csv`, {
        method: "POST",
        headers: { "X-API-Key": key, "Content-Type": type },
        body: new Uint8Array(bytes),
      });
      return { status: response.status, body: await response.json() };
    };
    const latin = await send(Buffer.from("name\nAda\nZoë\n", "latin1"), "text/csv");
    expect([latin.status, latin.body.code]).toEqual([400, "malformed_text"]);
    expect(latin.body.detail).toContain("line 3");
    const named = await send(Buffer.from("name\nAda\n", "latin1"), "text/csv; charset=iso-8859-1");
    expect([named.status, named.body.code]).toEqual([415, "unsupported_charset"]);
    const wide = await send(Buffer.from("\ufeffname\nAda\n", "utf16le"), "text/csv");
    expect([wide.status, wide.body.code]).toEqual([400, "malformed_text"]);
    // What spreadsheets put before UTF-8 is no part of the first name.
    expect((await send(Buffer.from("\ufeffname\nZoë\n"), "text/csv")).status).toBe(201);
  });

  it("are named row by row where cells are wrong, and then all come with the rows mended", async () => {
    const partner = await makePartner();
    const event = await makeEvent(partner.testKey);
    const table = (mail: string, trait: string, twin: string) =>
      new CsvText(
        `external_id,name,email,autonomy\r\n1,Ada,ada@example.com,\r\n2,Ben,${mail},\r\n3,Cem,,${trait}\r\n${twin},Dan,,\r\n`,
      );
    const refused = await add(partner.testKey, event, table("ben@", "0;5", "4"));
    expect(faultsOf(refused.body)).toEqual(["rows[1].email", "rows[2].autonomy"]);
    const twice = await add(partner.testKey, event, table("ben@example.com", "", "1"));
    expect(faultsOf(twice.body)).toEqual(["rows[3].external_id"]);
    expect(await countOf(partner, event)).toBe(0);
    expect((await add(partner.testKey, event, table("ben@example.com", "", "4"))).status).toBe(201);
    expect(await countOf(partner, event)).toBe(4);
    const again = await add(partner.testKey, event, table("ben@example.com", "", "4"));
    expect([again.status, again.body.errors.length]).toEqual([400, 6]);
  });

  it("leave as a table in which no cell is a formula and no trait stands", async () => {
    const { testKey: key } = await makePartner();
    const event = await makeEvent(key, { name: "=1+1 / mixer" });
    const formula = '=HYPERLINK("http://evil.example")';
    await add(key, event, [
      { external_id: "+49 30", name: "@SUM", group: formula, ...person(0.123_456) },
      { external_id: "2", email: "-x@example.com" },
    ]);
    const { status, headers, text } = await callFrom(mount, "GET", `/v1/events/${event}/attendees.csv`, {
      key,
    });
    expect([status, headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
    expect(headers.get("content-disposition")).not.toContain("/ mixer");
    const [names, first, second, end] = text.split("\r\n");
    expect([names, end]).toEqual(["id,external_id,pool,name,email,group,seeks,has_traits,created_at", ""]);
    expect(first).toContain(`"'+49 30",api,"'@SUM",,"'=HYPERLINK(""http://evil.example"")",,yes,`);
    expect(second).toContain(`,2,api,,"'-x@example.com",,,no,`);
    expect(text).not.toContain("0.123456");
  });

  it("are told apart from events by their paths alone", async () => {
    const { testKey: key } = await makePartner();
    const event = await makeEvent(key);
    const wrong = await call(mount, "PUT", `/v1/events/${event}/attendees`, { key });
    expect([wrong.status, wrong.body.code]).toEqual([405, "method_not_allowed"]);
    const bad = await callFrom(mount, "GET", "/v1/events/first", { key });
    expect([bad.status, faultsOf(bad.body)]).toEqual([400, ["event_id"]]);
  });
});
