import { callCode } from "./call-code";
import type { Code } from "./languages";
import { JAVASCRIPT, literal, PYTHON } from "./literal";

const URL_PATH = "/api/v1/compatibility/calculate";
const half = { traits: Array.from({ length: 32 }, () => 0.5) };
const pair = { person1: half, person2: half };

/** The digest, the text to sign and the call, the same for both algorithms. */
const shellStart = (origin: string) => `URL=${origin}${URL_PATH}
BODY='${literal(pair)}'
DIGEST="sha-256=:$(printf '%s' "$BODY" | openssl dgst -sha256 -binary | openssl base64 -A):"
PARAMS='("@method" "@target-uri" "content-digest")'
PARAMS="$PARAMS;created=$(date +%s);keyid=\\"$KEY_ID\\";nonce=\\"$(openssl rand -hex 16)\\""
TEXT="\\"@method\\": POST
\\"@target-uri\\": $URL
\\"content-digest\\": $DIGEST
\\"@signature-params\\": $PARAMS"`;

const shellEnd = `curl -sS "$URL" \\
  -H 'X-API-Key: sk_test_your_key' \\
  -H 'Content-Type: application/json' \\
  -H "Content-Digest: $DIGEST" \\
  -H "Signature-Input: sig=$PARAMS" \\
  -H "Signature: sig=:$SIGNATURE:" \\
  --data-binary "$BODY"`;

const javascriptStart = (origin: string) => `const url = "${origin}${URL_PATH}";
const body = JSON.stringify(${literal(pair, JAVASCRIPT)});
const digest = \`sha-256=:\${createHash("sha256").update(body).digest("base64")}:\`;
const params = [
  '("@method" "@target-uri" "content-digest")',
  \`created=\${Math.floor(Date.now() / 1000)}\`,
  \`keyid="\${keyId}"\`,
  \`nonce="\${randomUUID()}"\`,
].join(";");
const text = [
  '"@method": POST',
  \`"@target-uri": \${url}\`,
  \`"content-digest": \${digest}\`,
  \`"@signature-params": \${params}\`,
].join("\\n");`;

const javascriptEnd = `const response = await fetch(url, {
  method: "POST",
  headers: {
    "X-API-Key": "sk_test_your_key",
    "Content-Type": "application/json",
    "Content-Digest": digest,
    "Signature-Input": \`sig=\${params}\`,
    "Signature": \`sig=:\${signature}:\`,
  },
  body,
});
const reply = await response.json();
if (!response.ok) throw new Error(\`\${reply.code}: \${reply.detail}\`);
console.log(reply.compatibility_score);`;

const pythonStart = (origin: string) => `url = "${origin}${URL_PATH}"
body = json.dumps(${literal(pair, PYTHON)}).encode()
digest = "sha-256=:" + base64.b64encode(hashlib.sha256(body).digest()).decode() + ":"
params = ";".join([
    '("@method" "@target-uri" "content-digest")',
    f"created={int(time.time())}",
    f'keyid="{key_id}"',
    f'nonce="{uuid.uuid4()}"',
])
text = "\\n".join([
    '"@method": POST',
    f'"@target-uri": {url}',
    f'"content-digest": {digest}',
    f'"@signature-params": {params}',
])`;

const pythonEnd = `request = urllib.request.Request(
    url,
    method="POST",
    headers={
        "X-API-Key": "sk_test_your_key",
        "Content-Type": "application/json",
        "Content-Digest": digest,
        "Signature-Input": f"sig={params}",
        "Signature": f"sig=:{base64.b64encode(signature).decode()}:",
    },
    data=body,
)
with urllib.request.urlopen(request) as response:
    print(json.load(response)["compatibility_score"])`;

/** Signing keys are made by a live key, or by a person: test keys make none. */
const LIVE_KEY = "sk_live_your_key";

/** Signing calls by RFC 9421, with nothing but what the languages and OpenSSL bring. */
export const SIGNING_SNIPPETS = {
  "make-hmac-key": {
    title: "Create a signing key for HMAC",
    code: (origin: string): Code =>
      callCode(origin, {
        method: "POST",
        path: "/v1/partners/your_partner_id/signing-keys",
        keyed: true,
        key: LIVE_KEY,
        body: { name: "Matching service", algorithm: "hmac-sha256" },
      }),
  },
  "sign-hmac": {
    title: "Sign a call with HMAC-SHA256",
    code: (origin: string): Code => ({
      curl: `KEY_ID=your_signing_key_id
SECRET=your_signing_secret

${shellStart(origin)}
SIGNATURE=$(printf '%s' "$TEXT" | openssl dgst -sha256 -hmac "$SECRET" -binary | openssl base64 -A)

${shellEnd}`,
      javascript: `import { createHash, createHmac, randomUUID } from "node:crypto";

const keyId = "your_signing_key_id";
const secret = "your_signing_secret";

${javascriptStart(origin)}
const signature = createHmac("sha256", secret).update(text).digest("base64");

${javascriptEnd}`,
      python: `import base64
import hashlib
import hmac
import json
import time
import urllib.request
import uuid

key_id = "your_signing_key_id"
secret = "your_signing_secret"

${pythonStart(origin)}
signature = hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()

${pythonEnd}`,
    }),
  },
  "make-ed25519-key": {
    title: "Make an Ed25519 pair, and send us its public half",
    code: (origin: string): Code => ({
      curl: `openssl genpkey -algorithm ed25519 -out soulmate-signing.pem
PUBLIC=$(openssl pkey -in soulmate-signing.pem -pubout -outform DER | tail -c 32 | openssl base64 -A)
curl -sS ${origin}/api/v1/partners/your_partner_id/signing-keys \\
  -H 'X-API-Key: ${LIVE_KEY}' \\
  -H 'Content-Type: application/json' \\
  -d "{\\"name\\": \\"Matching service\\", \\"algorithm\\": \\"ed25519\\", \\"public_key\\": \\"$PUBLIC\\"}"`,
      javascript: `import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const pem = privateKey.export({ type: "pkcs8", format: "pem" });
writeFileSync("soulmate-signing.pem", pem, { mode: 0o600 });

const response = await fetch("${origin}/api/v1/partners/your_partner_id/signing-keys", {
  method: "POST",
  headers: { "X-API-Key": "${LIVE_KEY}", "Content-Type": "application/json" },
  body: JSON.stringify({
    name: "Matching service",
    algorithm: "ed25519",
    public_key: publicKey.export({ type: "spki", format: "pem" }),
  }),
});
const reply = await response.json();
if (!response.ok) throw new Error(\`\${reply.code}: \${reply.detail}\`);
console.log(JSON.stringify(reply, null, 2));`,
      python: `# Python's own library has no Ed25519; openssl has.
import json
import subprocess
import urllib.request

subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", "soulmate-signing.pem"], check=True)
public = subprocess.run(
    ["openssl", "pkey", "-in", "soulmate-signing.pem", "-pubout"], check=True, capture_output=True
).stdout.decode()

request = urllib.request.Request(
    "${origin}/api/v1/partners/your_partner_id/signing-keys",
    method="POST",
    headers={"X-API-Key": "${LIVE_KEY}", "Content-Type": "application/json"},
    data=json.dumps({
        "name": "Matching service",
        "algorithm": "ed25519",
        "public_key": public,
    }).encode(),
)
with urllib.request.urlopen(request) as response:
    print(json.dumps(json.load(response), indent=2))`,
    }),
  },
  "sign-ed25519": {
    title: "Sign a call with Ed25519",
    code: (origin: string): Code => ({
      curl: `KEY_ID=your_signing_key_id

${shellStart(origin)}
# openssl wants what it signs in a file.
printf '%s' "$TEXT" > signed-text
SIGNATURE=$(openssl pkeyutl -sign -rawin -inkey soulmate-signing.pem -in signed-text | openssl base64 -A)

${shellEnd}`,
      javascript: `import { createHash, randomUUID, sign } from "node:crypto";
import { readFileSync } from "node:fs";

const keyId = "your_signing_key_id";
const privateKey = readFileSync("soulmate-signing.pem");

${javascriptStart(origin)}
const signature = sign(null, Buffer.from(text), privateKey).toString("base64");

${javascriptEnd}`,
      python: `# Python's own library has no Ed25519; openssl has.
import base64
import hashlib
import json
import subprocess
import tempfile
import time
import urllib.request
import uuid

key_id = "your_signing_key_id"

${pythonStart(origin)}
with tempfile.NamedTemporaryFile() as file:
    file.write(text.encode())
    file.flush()
    signature = subprocess.run(
        ["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", "soulmate-signing.pem", "-in", file.name],
        check=True,
        capture_output=True,
    ).stdout

${pythonEnd}`,
    }),
  },
};
