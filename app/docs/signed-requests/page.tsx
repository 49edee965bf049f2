import Link from "next/link";
import { MAX_SKEW_SECONDS } from "@/lib/partners/api-keys/verify-signature";
import { Guide } from "../frame/guide";
import { ReplyBlock } from "../frame/reply-block";
import { Snippet } from "../frame/snippet";
import { guideMetadata } from "../guide-metadata";

export const metadata = guideMetadata("signed-requests");

const SIGNED_TEXT = `"@method": POST
"@target-uri": https://api.example.com/api/v1/compatibility/calculate
"content-digest": sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:
"@signature-params": ("@method" "@target-uri" "content-digest");created=1767225600;keyid="0197…";nonce="b3k2pp5k7z-50gnwp"`;

const SIGNED_CALL = `POST /api/v1/compatibility/calculate HTTP/1.1
Host: api.example.com
X-API-Key: sk_live_…
Content-Type: application/json
Content-Digest: sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:
Signature-Input: sig=("@method" "@target-uri" "content-digest");created=1767225600;keyid="0197…";nonce="b3k2pp5k7z-50gnwp"
Signature: sig=:base64 of the signature:

{"hello": "world"}`;

export default function SignedRequestsPage() {
  return (
    <Guide
      page="signed-requests"
      lead={
        <p>
          Create a signing key, sign method, address and body digest of each call, and send the signature
          beside your API key. For the enterprise and white-label tiers. HTTP Message Signatures (RFC 9421)
          with <code>Content-Digest</code> (RFC 9530).
        </p>
      }
      sections={{
        when: (
          <p>
            HTTPS and an API key are enough for most. Sign where a captured call must be worthless: a
            signature holds for one method, one address and one body, for five minutes and once. A stolen API
            key alone is then of no use either.
          </p>
        ),
        hmac: (
          <>
            <p>
              The quickest way: one secret, which both sides hold. The reply to making the key holds{" "}
              <code>secret</code>, this once; its ASCII bytes as they stand, prefix and all, are the HMAC key.
              Making signing keys needs an API key with <code>partners:admin</code>.
            </p>
            <Snippet id="make-hmac-key" />
            <Snippet id="sign-hmac" />
          </>
        ),
        ed25519: (
          <>
            <p>
              The private half never leaves you, so not even we could sign in your name. Python has no Ed25519
              of its own, so there the snippets call <code>openssl</code>.
            </p>
            <Snippet id="make-ed25519-key" />
            <Snippet id="sign-ed25519" />
          </>
        ),
        rules: (
          <>
            <p>
              This text is what is signed: one line for each covered part, joined by line feeds, none at the
              end.
            </p>
            <ReplyBlock id="signed-text" title="The text to sign" grammar="text" code={SIGNED_TEXT} />
            <p>And so the call goes out:</p>
            <ReplyBlock id="signed-call" title="The call" grammar="http" code={SIGNED_CALL} />
            <ul>
              <li>
                <strong>Cover</strong> <code>{`"@method"`}</code>; <code>{`"@target-uri"`}</code>, or{" "}
                <code>{`"@authority"`}</code>, <code>{`"@path"`}</code> and, where there is a query,{" "}
                <code>{`"@query"`}</code>; <code>{`"content-digest"`}</code> where there is a body;{" "}
                <code>{`"idempotency-key"`}</code> where you send one. More header fields are welcome.
                Components take no parameters.
              </li>
              <li>
                <strong>
                  <code>created</code>
                </strong>{" "}
                is the time of signing in Unix seconds, within {MAX_SKEW_SECONDS} seconds of our clock.
              </li>
              <li>
                <strong>
                  <code>nonce</code>
                </strong>{" "}
                is new with every attempt, retries included. The Idempotency-Key may stay the same.
              </li>
              <li>
                <strong>
                  <code>keyid</code>
                </strong>{" "}
                is the signing key’s <code>id</code>. <code>expires</code> and <code>alg</code> may be left
                out.
              </li>
              <li>
                <strong>Content-Digest</strong> is made of the very bytes you send, with <code>sha-256</code>{" "}
                or <code>sha-512</code>.
              </li>
            </ul>
          </>
        ),
        require: (
          <p>
            Set <code>{`"signature_required": true`}</code> on an API key, and it takes signed calls only.
            Once an account has a signing key, any call that carries <code>Signature-Input</code> is checked,
            with whatever API key. Before you revoke the last signing key, make its successor: keys that
            require signatures go on asking for them.
          </p>
        ),
        refused: (
          <>
            <p>A 401, and its code says where to look. Everything is checked in this order:</p>
            <ol>
              <li>
                <Link href="/docs/errors#signature_missing">signature_missing</Link>: there is none.
              </li>
              <li>
                <Link href="/docs/errors#signature_invalid">signature_invalid</Link>: <code>detail</code>{" "}
                shows the text that we expected. Compare it with yours line by line; most often it is scheme,
                host or query.
              </li>
              <li>
                <Link href="/docs/errors#signature_expired">signature_expired</Link>: look at your clock.
              </li>
              <li>
                <Link href="/docs/errors#content_digest_mismatch">content_digest_mismatch</Link>: something
                changed the body after you made its digest.
              </li>
              <li>
                <Link href="/docs/errors#signature_replayed">signature_replayed</Link>: the nonce has been
                used.
              </li>
            </ol>
          </>
        ),
      }}
    />
  );
}
