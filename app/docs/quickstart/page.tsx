import Link from "next/link";
import { Guide } from "../frame/guide";
import { ReplyBlock } from "../frame/reply-block";
import { Snippet } from "../frame/snippet";
import { guideMetadata } from "../guide-metadata";
import { scoredExample } from "../snippets/example-reply";

export const metadata = guideMetadata("quickstart");

export default function QuickstartPage() {
  return (
    <Guide
      page="quickstart"
      lead={
        <p>
          Sign up with one call, score a pair with the next. Every snippet here runs as it is pasted: curl in
          a shell, JavaScript saved as <code>call.mjs</code> and run by Node 20 or newer, Python 3 as{" "}
          <code>call.py</code>. Nothing needs to be installed.
        </p>
      }
      sections={{
        "sign-up": (
          <>
            <p>
              Send your company’s name and your address. The reply holds <code>test_key</code>: it works at
              once, is never billed, and is shown only this once, so put it where you keep secrets.
            </p>
            <p>
              Signing up accepts the <Link href="/legal/api-terms">API terms</Link> and the{" "}
              <Link href="/legal/data-processing">data processing agreement</Link> as they are today. The
              reply says which version in <code>terms_version</code>. Send the version that you read in the
              same field, and a sign-up under newer terms is refused instead.
            </p>
            <Snippet id="sign-up" />
            <p>
              Have a key already? Put it into the snippets at the top of this page, and all of them become
              yours.
            </p>
          </>
        ),
        "score-a-pair": (
          <>
            <p>
              A person is 32 numbers from 0 to 1, <Link href="/docs/scores#traits">one for each trait</Link>.
              Send two people:
            </p>
            <Snippet id="score-pair" />
            <p>
              The reply. <code>compatibility_score</code> is the answer, from 0 to 1; the rest says what it is
              made of.
            </p>
            <ReplyBlock id="score-reply" title="200" code={scoredExample()} />
          </>
        ),
        "ask-why": (
          <>
            <p>
              With <code>explain</code> the reply also holds a summary in words, the closest and widest
              traits, and every term of the sum.
            </p>
            <Snippet id="explain-pair" />
          </>
        ),
        "go-live": (
          <>
            <ol>
              <li>
                Open the link in the email that we sent when you signed up, and tick the test key that you
                made: what you do not tick stops working. Live keys need a verified address.
              </li>
              <li>
                <Link href="/sign-up">Create an account</Link> with the same address, and make a live key on{" "}
                <Link href="/partner/keys">API keys</Link>. Test keys make no live ones. Above the free tier
                live keys also need an active subscription.
              </li>
              <li>
                Before you send traffic, read{" "}
                <Link href="/docs/rate-limits#at-a-429">what to do at a 429</Link> and{" "}
                <Link href="/docs/idempotency">how to retry safely</Link>.
              </li>
            </ol>
          </>
        ),
      }}
    />
  );
}
