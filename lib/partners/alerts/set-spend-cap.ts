import { createAlert } from "@/lib/partners/alerts/create-alert";
import { deleteAlert } from "@/lib/partners/alerts/delete-alert";
import { getSpendCap } from "@/lib/partners/alerts/get-spend-cap";
import type { Alert, SetSpendCap, SpendCap } from "@/lib/partners/alerts/schemas";
import { finenessFault, toStored } from "@/lib/partners/alerts/typed-amount";
import { updateAlert } from "@/lib/partners/alerts/update-alert";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import type { FieldError } from "@/lib/platform/errors";
import { lockPartner } from "@/lib/platform/find-partner";
import { invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";

const NAMES = { notify: "Soft spend cap", block: "Hard spend cap" } as const;

/**
 * Sets what a month of live calls may cost: the soft cap tells by mail, the hard one refuses live calls until the UTC
 * month ends. Both are alerts on spend and nothing else: one that is there is changed, a new one is made, and one that is
 * left out goes. US dollars and cents; one that was set more finely elsewhere stays as it is. Throws Forbidden, Conflict
 * `too_many_alerts`, and Invalid for fractions of a cent and where the soft cap would come after the hard one.
 */
export async function setSpendCap(ctx: PartnerContext, input: SetSpendCap): Promise<SpendCap> {
  assertPermitted(ctx, "alerts:write");
  const { soft_usd: soft, hard_usd: hard, recipients } = input;
  if (soft !== null && hard !== null && soft >= hard) {
    throw invalidInput([{ path: "soft_usd", message: "Must be less than the hard cap." }]);
  }
  return transaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    await lockPartner(tx, ctx.partnerId);
    const now = await getSpendCap(within);
    const faults = [...finer("soft_usd", soft, now.soft), ...finer("hard_usd", hard, now.hard)];
    if (faults.length > 0) throw invalidInput(faults);
    await put(within, now.soft, soft, "notify", recipients);
    await put(within, now.hard, hard, "block", recipients);
    return getSpendCap(within);
  });
}

function finer(path: string, dollars: number | null, before: Alert | null): FieldError[] {
  if (dollars === null || toStored("spend", dollars) === before?.threshold) return [];
  const message = finenessFault("spend", dollars);
  return message === null ? [] : [{ path, message }];
}

async function put(
  ctx: PartnerContext,
  before: Alert | null,
  dollars: number | null,
  action: Alert["action"],
  recipients: string[],
): Promise<void> {
  const threshold = toStored("spend", dollars) ?? 0;
  if (before !== null && dollars === null) await deleteAlert(ctx, { alert_id: before.id });
  else if (before !== null && before.threshold !== threshold) {
    await updateAlert(ctx, { alert_id: before.id, threshold });
  } else if (before === null && dollars !== null) {
    await createAlert(ctx, {
      name: NAMES[action],
      metric: "spend",
      window: "month",
      threshold,
      min_calls: 1,
      action,
      recipients,
    });
  }
}
