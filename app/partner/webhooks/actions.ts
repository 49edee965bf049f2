"use server";

import { partnerAction } from "@/app/action";
import { createWebhookEndpoint } from "@/lib/partners/webhooks/create-webhook-endpoint";
import { deleteWebhookEndpoint } from "@/lib/partners/webhooks/delete-webhook-endpoint";
import { getDelivery } from "@/lib/partners/webhooks/get-delivery";
import { replayDelivery } from "@/lib/partners/webhooks/replay-delivery";
import { rotateWebhookSecret } from "@/lib/partners/webhooks/rotate-webhook-secret";
import {
  CreateWebhookEndpoint,
  DeliveryPath,
  EndpointPath,
  RotateWebhookSecret,
  UpdateWebhookEndpoint,
} from "@/lib/partners/webhooks/schemas";
import { sendTestEvent } from "@/lib/partners/webhooks/send-test-event";
import { updateWebhookEndpoint } from "@/lib/partners/webhooks/update-webhook-endpoint";

export const addEndpoint = partnerAction("write", CreateWebhookEndpoint, createWebhookEndpoint);
export const changeEndpoint = partnerAction("write", UpdateWebhookEndpoint, updateWebhookEndpoint);
export const rotateSecret = partnerAction("write", RotateWebhookSecret, rotateWebhookSecret);
export const removeEndpoint = partnerAction("write", EndpointPath, deleteWebhookEndpoint);
export const testEndpoint = partnerAction("expensive", EndpointPath, sendTestEvent);
export const replay = partnerAction("expensive", DeliveryPath, replayDelivery);
/** Asked again and again while somebody waits for an outcome. */
export const readDelivery = partnerAction("read", DeliveryPath, getDelivery, { onlyReads: true });
