import { describe, expect, it } from "vitest";
import { RegisterFields, UpdateFields } from "./registration-fields";

const EVENT = "01900000-0000-7000-8000-000000000001";
const sent = { event_id: EVENT, name: "Robin", adult: "on" };
const faultsOf = (input: unknown) =>
  RegisterFields.safeParse(input).error?.issues.map(({ path }) => String(path[0])) ?? [];

describe("the form that registers", () => {
  it("takes whom a person wants to meet only with the consent of its own", () => {
    const choice = { ...sent, uses_groups: "on", seeks: ["women", "men"] };
    expect(faultsOf(choice)).toEqual(["seeks_agreed"]);
    expect(faultsOf({ ...choice, seeks: "women" })).toEqual(["seeks_agreed"]);
    expect(RegisterFields.parse({ ...choice, seeks_agreed: "on" })).toMatchObject({
      seeks: ["women", "men"],
      seeks_agreed: true,
    });
    expect(RegisterFields.parse({ ...choice, seeks: "women", seeks_agreed: "on" })).toMatchObject({
      seeks: ["women"],
    });
  });

  it("cannot get around it by leaving out that the event has groups", () => {
    expect(faultsOf({ ...sent, seeks: "women" })).toEqual(["seeks_agreed"]);
  });

  it("meets everyone where no group is chosen", () => {
    expect(RegisterFields.parse({ ...sent, uses_groups: "on" })).toMatchObject({ seeks: [] });
    expect(RegisterFields.parse(sent).seeks).toBeUndefined();
  });

  it.each([null, undefined, "text", 7, []])("refuses %j", (input) => {
    expect(RegisterFields.safeParse(input).success).toBe(false);
  });
});

describe("the form that changes a registration", () => {
  it("reads a box that is not checked as no, one that is as yes, and one that is not there as unchanged", () => {
    const change = (boxes: Record<string, unknown>) =>
      UpdateFields.parse({ event_id: EVENT, name: "Robin", ...boxes });
    expect(change({ agrees_to_match: "off", agrees_to_preview: ["off", "on"] })).toMatchObject({
      agrees_to_match: false,
      agrees_to_preview: true,
    });
    expect(change({}).agrees_to_match).toBeUndefined();
  });

  it("takes back whom a person wants to meet without a consent", () => {
    expect(UpdateFields.parse({ event_id: EVENT, uses_groups: "on" })).toMatchObject({ seeks: [] });
  });
});
