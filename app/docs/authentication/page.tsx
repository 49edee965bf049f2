import Link from "next/link";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import { PERSON_LIMITS, PERSON_SCORING_LIMITS } from "@/lib/identity/accounts/identify-caller";
import { MAX_ACTIVE_KEYS } from "@/lib/partners/api-keys/create-api-key";
import { DEFAULT_SCOPES, MAX_OVERLAP_SECONDS } from "@/lib/partners/api-keys/schemas";
import { WARNING_DAYS } from "@/lib/partners/api-keys/warn-expiring-keys";
import { SCOPES, type Scope } from "@/lib/platform/scopes";
import { Guide } from "../frame/guide";
import { ReplyBlock } from "../frame/reply-block";
import { Snippet } from "../frame/snippet";
import { guideMetadata } from "../guide-metadata";

export const metadata = guideMetadata("authentication");

const SCOPE_MEANINGS: Record<Scope, string> = {
  "compatibility:calculate": "Score pairs, and list the sandbox people.",
  "usage:read": "Read usage.",
  "events:read": "Read events, their attendees and who should meet whom.",
  "events:write": "Create and change events, match their attendees, and read them.",
  "insights:read": "Read released answers about research editions, and what new ones would cost.",
  "insights:query": "Ask new questions about research editions, within your share of their privacy budget.",
  "billing:read": "Read the wallet of AI tokens.",
  "billing:write": "Begin to buy AI tokens, and read the wallet.",
  "partners:admin":
    "Manage the account: its data, its API keys, its signing keys. Keep it away from servers that only score.",
};

export default function AuthenticationPage() {
  return (
    <Guide
      page="authentication"
      lead={
        <p>
          Send your key in <code>X-API-Key</code>, from a server. A <code>sk_test_</code> key is free, a{" "}
          <code>sk_live_</code> key is billed. A key belongs in no browser, app or repository.
        </p>
      }
      sections={{
        "send-a-key": (
          <>
            <p>Either header will do. If both are there, X-API-Key counts.</p>
            <ReplyBlock
              id="key-headers"
              title="One of these"
              grammar="http"
              code={"X-API-Key: sk_test_…\n\nAuthorization: Bearer sk_test_…"}
            />
            <p>
              A key that is missing, mistyped, revoked or expired is answered 401, each with a{" "}
              <Link href="/docs/errors#missing_credentials">code of its own</Link>. Keys carry a checksum, so
              a mistyped one is told apart from an unknown one.
            </p>
          </>
        ),
        "test-and-live": (
          <dl>
            <dt>
              <code>sk_test_</code>
            </dt>
            <dd>
              Never billed, with <Link href="/docs/rate-limits#tiers">your tier’s limits</Link> but for fewer
              calls a day. Scores are the real ones. Its calls show in test usage only.
            </dd>
            <dt>
              <code>sk_live_</code>
            </dt>
            <dd>
              Billed for each pair it scores, with your tier’s limits. Making one needs a verified e-mail
              address and, above the free tier, an active subscription. It is made by a person, on{" "}
              <Link href="/partner/keys">API keys</Link> or with an access token, or by a live key with{" "}
              <code>partners:admin</code>: never by a test key.
            </dd>
          </dl>
        ),
        scopes: (
          <>
            <p>
              A scope is what a key may do. Without a word about it, a new key gets{" "}
              {DEFAULT_SCOPES.map((scope, index) => (
                <span key={scope}>
                  {index > 0 && " and "}
                  <code>{scope}</code>
                </span>
              ))}
              ; the test key from signing up has all. What a key may not do is answered 403{" "}
              <Link href="/docs/errors#insufficient_scope">insufficient_scope</Link>.
            </p>
            <Table label="Scopes">
              <thead className="border-b border-line">
                <tr>
                  <HeadCell>Scope</HeadCell>
                  <HeadCell>Allows</HeadCell>
                </tr>
              </thead>
              <tbody className="divide-y divide-line">
                {SCOPES.map((scope) => (
                  <tr key={scope}>
                    <RowHead className="font-mono text-[0.8125rem] whitespace-nowrap">{scope}</RowHead>
                    <Cell>{SCOPE_MEANINGS[scope]}</Cell>
                  </tr>
                ))}
              </tbody>
            </Table>
          </>
        ),
        "make-keys": (
          <>
            <p>
              One key for each service, with only what it needs: then one can be revoked without stopping the
              others. An account has at most {MAX_ACTIVE_KEYS} active keys. The key itself is in the reply,
              this once; we keep only its hash. Managing keys needs <code>partners:admin</code>, which the
              test key from signing up has.
            </p>
            <p>
              No key makes, rotates or loosens one that is beyond itself. A test key leaves live keys alone,
              but may revoke them. A key tightens others and never takes a signature, an address limit or an
              expiry away; owners and admins do that, here or with an access token. What is refused is
              answered 403{" "}
              <Link href="/docs/errors#stronger_credential_needed">stronger_credential_needed</Link>.
            </p>
            <Snippet id="make-key" />
          </>
        ),
        rotate: (
          <>
            <p>
              Rotating makes a new key with the same settings, and lets the old one work for as long as you
              say, at most {MAX_OVERLAP_SECONDS / 86_400} days. Deploy the new key, then let the old one run
              out. Revoking ends a key for good. Both hold everywhere within a second.
            </p>
            <Snippet id="rotate-key" />
            <p>
              A key may also have <code>expires_at</code>; a mail warns you {WARNING_DAYS} days before. Has a
              key leaked? Revoke it at once, do not rotate it with an overlap.
            </p>
          </>
        ),
        allowlist: (
          <p>
            <code>ip_allowlist</code> on a key names the IPv4 and IPv6 addresses and ranges that may use it,
            such as <code>203.0.113.0/24</code>. From anywhere else it is answered 403{" "}
            <Link href="/docs/errors#ip_not_allowed">ip_not_allowed</Link>. Enterprise accounts can also{" "}
            <Link href="/docs/signed-requests">sign their calls</Link>.
          </p>
        ),
        people: (
          <>
            <p>
              Scripts of your own act for you with a personal access token, which you make{" "}
              <Link href="/account/tokens">in your account</Link>, for one company or for your own account
              only. Send it as a bearer token:
            </p>
            <Snippet id="who-am-i" />
            <ul>
              <li>
                Calls about yourself, such as <code>GET /v1/me</code>, take any token of yours, also where you
                belong to no company. They take no API key.
              </li>
              <li>
                For a company, it allows what both its scopes and your role allow, at the time of the call; a
                change of role counts at once.
              </li>
              <li>
                It scores as a test key does: never billed, {PERSON_SCORING_LIMITS.perMinute} calls a minute
                and {PERSON_SCORING_LIMITS.perDay} a day. Everything else together has{" "}
                {PERSON_LIMITS.perMinute} a minute and {PERSON_LIMITS.perDay.toLocaleString("en-US")} a day.
              </li>
              <li>
                In the request log and in your usage its calls stand among the test calls, without a key.
              </li>
              <li>An app’s traffic wants an API key: a token ends when its owner leaves the team.</li>
            </ul>
            <p>
              In the portal the browser’s session says who you are. The API takes it too, from this site’s own
              pages alone.
            </p>
          </>
        ),
      }}
    />
  );
}
