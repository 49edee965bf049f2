"use server";

import { partnerAction } from "@/app/action";
import { askRecipientAgain } from "@/lib/partners/alerts/ask-recipient-again";
import { createAlert } from "@/lib/partners/alerts/create-alert";
import { deleteAlert } from "@/lib/partners/alerts/delete-alert";
import { AlertId, AlertRecipientRef, CreateAlert, UpdateAlert } from "@/lib/partners/alerts/schemas";
import { updateAlert } from "@/lib/partners/alerts/update-alert";

export const addAlert = partnerAction("mail", CreateAlert, createAlert);

export const changeAlert = partnerAction("mail", UpdateAlert, updateAlert);

/** Sends the mail once more that asks somebody outside the team to confirm. */
export const askAgain = partnerAction("mail", AlertRecipientRef, askRecipientAgain);

export const removeAlert = partnerAction("write", AlertId, deleteAlert);
