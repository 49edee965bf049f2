import { z } from "zod";
import { RegisterForEvent, UpdateRegistration } from "@/lib/events/registrations/schemas";
import { SEEKS_NOT_AGREED } from "@/lib/events/registrations/seeks-consent";

/** A box sends its value after that of the hidden field before it, which says "off" where the box is not checked. */
const lastOf = (value: unknown): unknown => (Array.isArray(value) ? value.at(-1) : value);

const listed = (value: unknown): unknown[] =>
  value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value];

/**
 * What a form says of groups. Whom a person wants to meet can say something about their sexuality, so it is taken only with
 * a consent of its own.
 */
function takeGroups({ uses_groups, ...input }: Record<string, unknown>): Record<string, unknown> {
  const seeks = listed(input.seeks).filter((label) => label !== "");
  return uses_groups === undefined ? input : { ...input, seeks };
}

const isForm = (input: unknown): input is Record<string, unknown> =>
  typeof input === "object" && input !== null;

function assertSeeksAgreed(input: unknown, ctx: z.RefinementCtx): unknown {
  if (!isForm(input)) return input;
  if (listed(input.seeks).some((label) => label !== "") && input.seeks_agreed !== "on") {
    ctx.addIssue({
      code: "custom",
      path: ["seeks_agreed"],
      message: SEEKS_NOT_AGREED,
    });
  }
  return takeGroups(input);
}

export const RegisterFields = z.unknown().transform(assertSeeksAgreed).pipe(RegisterForEvent);

export const UpdateFields = z
  .unknown()
  .transform(assertSeeksAgreed)
  .transform((input) =>
    isForm(input)
      ? {
          ...input,
          agrees_to_match: lastOf(input.agrees_to_match),
          agrees_to_preview: lastOf(input.agrees_to_preview),
        }
      : input,
  )
  .pipe(UpdateRegistration);
