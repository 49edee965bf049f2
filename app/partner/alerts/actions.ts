"use server";

import { partnerAction } from "@/app/action";
import { createAlert } from "@/lib/alerts/create-alert";
import { deleteAlert } from "@/lib/alerts/delete-alert";
import { AlertId, CreateAlert, UpdateAlert } from "@/lib/alerts/schemas";
import { updateAlert } from "@/lib/alerts/update-alert";

export const addAlert = partnerAction("mail", CreateAlert, createAlert);

export const changeAlert = partnerAction("mail", UpdateAlert, updateAlert);

export const removeAlert = partnerAction("write", AlertId, deleteAlert);
