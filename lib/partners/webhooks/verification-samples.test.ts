import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { generateSigningSecret, signMessage } from "@/lib/partners/webhooks/signing-secret";
import { JAVASCRIPT_RECEIVER } from "@/lib/partners/webhooks/verification-samples";
import { guardedPost } from "@/lib/vendors/http/guarded-post";
import { freePort } from "@/scripts/free-port";
import { until } from "@/test/product";

const closing: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

it("the receiver in JavaScript takes what we sign, and nothing else", async () => {
  // Within the checkout, so that it finds the package it imports.
  const folder = await mkdtemp(join(process.cwd(), "node_modules", ".receiver-"));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "receiver.mjs");
  await writeFile(path, JAVASCRIPT_RECEIVER);
  const port = await freePort();
  const secret = generateSigningSecret();
  const receiver = spawn(process.execPath, [path], {
    env: { ...process.env, PORT: String(port), WEBHOOK_SECRET: secret },
  });
  closing.push(() => receiver.kill("SIGKILL"));
  let said = "";
  receiver.stdout.on("data", (chunk) => {
    said += String(chunk);
  });
  const body = JSON.stringify({
    type: "key.created",
    timestamp: "2026-01-01T00:00:00Z",
    data: { name: "é" },
  });
  const send = (signedBy: string, sent = body) => {
    const at = new Date();
    const headers = {
      "webhook-id": "event-1",
      "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "webhook-signature": signMessage([signedBy], "event-1", at, body),
    };
    return guardedPost({ url: `http://127.0.0.1:${port}/`, headers, body: sent }, { allowLoopback: true });
  };
  await until(async () => (await send(secret)).status === 204);
  await until(async () => said.startsWith("event-1 key.created { name: 'é' }"));
  expect((await send(generateSigningSecret())).status).toBe(400);
  expect((await send(secret, body.replace("é", "è"))).status).toBe(400);
});
