import type { Code } from "./languages";

/** Receiving webhooks, with nothing but what the languages bring. */
export const WEBHOOK_SNIPPETS = {
  "receive-webhooks": {
    title: "Receive events and check that they are ours",
    code: (): Code => ({
      javascript: `import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const secret = process.env.WEBHOOK_SECRET ?? "whsec_your_secret";
const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");

function isGenuine(headers, body) {
  const id = headers["webhook-id"] ?? "";
  const timestamp = headers["webhook-timestamp"] ?? "";
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false;
  const wanted = createHmac("sha256", key).update(\`\${id}.\${timestamp}.\`).update(body).digest();
  // While a secret is being replaced there are two signatures: one that holds is enough.
  return (headers["webhook-signature"] ?? "").split(" ").some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ""), "base64");
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    if (!isGenuine(request.headers, body)) return response.writeHead(401).end();
    // Answer at once; do the work afterwards, and once for each webhook-id.
    response.writeHead(204).end();
    const event = JSON.parse(body);
    console.log(request.headers["webhook-id"], event.type, event.data);
  });
});
server.listen(Number(process.env.PORT ?? 8000), () => console.log("listening"));`,
      python: `import base64
import hashlib
import hmac
import json
import os
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

secret = os.environ.get("WEBHOOK_SECRET", "whsec_your_secret")
key = base64.b64decode(secret.removeprefix("whsec_"))


def is_genuine(headers, body):
    event_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > 300:
        return False
    text = f"{event_id}.{timestamp}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    # While a secret is being replaced there are two signatures: one that holds is enough.
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(wanted, signature) for signature in given)


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if not is_genuine(self.headers, body):
            self.send_response(401)
            self.end_headers()
            return
        # Answer at once; do the work afterwards, and once for each webhook-id.
        self.send_response(204)
        self.end_headers()
        event = json.loads(body)
        print(self.headers["webhook-id"], event["type"], event["data"], flush=True)


server = HTTPServer(("", int(os.environ.get("PORT", 8000))), Receiver)
print("listening", flush=True)
server.serve_forever()`,
    }),
  },
};
