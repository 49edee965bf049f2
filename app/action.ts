import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { requirePrivacyPerson } from "@/app/privacy-person";
import { requireProfile } from "@/app/profile";
import { visit } from "@/app/request-context";
import { subjectsOf } from "@/app/security-subjects";
import { requireAdmin, requirePartner, requireUser } from "@/app/session";
import type { ActionProblem, ActionResult } from "@/components/ui/action-result";
import { type Fault, faultOf } from "@/lib/api/problem";
import type { AccountContext, VisitorContext } from "@/lib/identity/accounts/visitor-context";
import type { PrivacyContext } from "@/lib/identity/privacy/privacy-context";
import { type ActionCaller, type ActionClass, takeAction } from "@/lib/partners/rate-limits/action-limits";
import type { AdminContext, Context, PartnerContext, ProfileContext } from "@/lib/platform/context";
import { fieldErrors, invalidInput, nulFaults } from "@/lib/platform/input";
import { refuseImpersonation } from "@/lib/platform/permissions";
import { recordRefusal } from "@/lib/platform/security-events";

export type { ActionResult } from "@/components/ui/action-result";

/** What a server action is: its input comes from anywhere, and is checked. */
export type Action<T> = (input?: unknown) => Promise<ActionResult<T>>;

type Verb<C, S extends z.ZodType, T> = (ctx: C, input: z.output<S>) => Promise<T>;

/** Who acts, and whom their actions are counted for. */
interface Entered<C extends Context> {
  ctx: C;
  caller: ActionCaller;
}

/** An action that anybody may call: signing in and up. Its verb counts attempts. */
export function visitorAction<S extends z.ZodType, T>(
  actionClass: ActionClass,
  schema: S,
  verb: Verb<VisitorContext, S, T>,
): Action<T> {
  const enter = async () => {
    const { ctx } = await visit();
    return { ctx, caller: { limiter: ctx.limiter, address: ctx.address } };
  };
  return (input) => perform(actionClass, schema, verb, enter, input);
}

interface ActionTerms {
  /** It changes nothing, so an admin may call it who looks through a member's eyes. All others are refused then. */
  onlyReads?: boolean;
}

/** An action of a person for themselves. Whoever is not signed in is sent to sign in. */
export function userAction<S extends z.ZodType, T>(
  actionClass: ActionClass,
  schema: S,
  verb: Verb<AccountContext, S, T>,
  terms: ActionTerms = {},
): Action<T> {
  const enter = async () => {
    const { ctx } = await requireUser();
    return { ctx, caller: ctx };
  };
  return (input) => perform(actionClass, schema, verb, enter, input, terms);
}

/** An action of somebody who answers questions, with or without an account. Who has not begun is sent to begin. */
export function profileAction<S extends z.ZodType, T>(
  actionClass: ActionClass,
  schema: S,
  verb: Verb<ProfileContext, S, T>,
): Action<T> {
  const enter = async () => {
    const { ctx, caller } = await requireProfile();
    return { ctx, caller };
  };
  return (input) => perform(actionClass, schema, verb, enter, input);
}

/** An action of a person in the privacy centre: with an account, also a suspended one, or with answers in this browser. */
export function privacyAction<S extends z.ZodType, T>(
  actionClass: ActionClass,
  schema: S,
  verb: Verb<PrivacyContext, S, T>,
): Action<T> {
  const enter = async () => {
    const { ctx, caller } = await requirePrivacyPerson();
    return { ctx, caller };
  };
  return (input) => perform(actionClass, schema, verb, enter, input);
}

/** An action of a member within the partner that is chosen. What their role allows, the verb decides. */
export function partnerAction<S extends z.ZodType, T>(
  actionClass: ActionClass,
  schema: S,
  verb: Verb<PartnerContext, S, T>,
  terms: ActionTerms = {},
): Action<T> {
  const enter = async () => {
    const { ctx, userCtx } = await requirePartner();
    const { limiter, address, userId } = userCtx;
    return { ctx, caller: { limiter, address, userId, partnerId: ctx.partnerId } };
  };
  return (input) => perform(actionClass, schema, verb, enter, input, terms);
}

/** An action of an admin; to anybody else it does not exist. */
export function adminAction<S extends z.ZodType, T>(
  actionClass: ActionClass,
  schema: S,
  verb: Verb<AdminContext & AccountContext, S, T>,
): Action<T> {
  const enter = async () => {
    const { ctx } = await requireAdmin();
    return { ctx, caller: ctx };
  };
  return (input) => perform(actionClass, schema, verb, enter, input);
}

async function perform<C extends Context, S extends z.ZodType, T>(
  actionClass: ActionClass,
  schema: S,
  verb: Verb<C, S, T>,
  enter: () => Promise<Entered<C>>,
  input: unknown,
  { onlyReads = false }: ActionTerms = {},
): Promise<ActionResult<T>> {
  let ctx: C | undefined;
  try {
    const entered = await enter();
    ctx = entered.ctx;
    if (!onlyReads && ctx.actor.type === "user") refuseImpersonation({ actor: ctx.actor });
    const parsed = schema.safeParse(input instanceof FormData ? fieldsOf(input) : input);
    const faults = parsed.success ? nulFaults(parsed.data) : fieldErrors(parsed.error.issues);
    if (!parsed.success || faults.length > 0) throw invalidInput(faults);
    await takeAction(entered.caller, actionClass, ctx.clock.now());
    return { ok: true, value: await verb(ctx, parsed.data) };
  } catch (error) {
    // Redirects and "not found" are Next's own, and no faults.
    unstable_rethrow(error);
    const fault = faultOf(error);
    if (fault.ours) {
      const log = ctx?.log ?? (await visit()).ctx.log;
      log.error({ err: error, code: fault.code }, "an action failed");
    }
    if (ctx !== undefined) recordRefusal(ctx, fault, subjectsOf(ctx));
    return { ok: false, problem: problemOf(fault, ctx?.requestId) };
  }
}

function problemOf(fault: Fault, requestId: string | undefined): ActionProblem {
  const { code, status, errors = [] } = fault;
  const detail =
    status === 500 && requestId !== undefined
      ? `Something went wrong on our side. If it stays, write to us and quote ${requestId}.`
      : fault.detail;
  return { code, detail, errors: [...errors] };
}

/** A form's fields: text by name, and a list where a name repeats. Next's own fields begin with "$ACTION". */
function fieldsOf(form: FormData): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$ACTION")) continue;
    const values = form.getAll(name);
    fields[name] = values.length === 1 ? values[0] : values;
  }
  return fields;
}
