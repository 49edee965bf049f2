import Link from "next/link";
import { PURCHASE } from "@/lib/billing/wallet/schemas";
import { THOUSAND_TOKENS_PRICE } from "@/lib/plans/price-words";
import { AI_TOKENS_SOLD_BY } from "@/lib/plans/tiers";
import { Guide } from "../frame/guide";
import { guideMetadata } from "../guide-metadata";

export const metadata = guideMetadata("ai-tokens");

const count = new Intl.NumberFormat("en-US");
const REFERENCE = "/docs/reference/ai-tokens";

export default function AiTokensPage() {
  return (
    <Guide
      page="ai-tokens"
      lead={
        <p>
          Features that use a language model take AI tokens from a wallet of yours: {THOUSAND_TOKENS_PRICE}{" "}
          for {count.format(AI_TOKENS_SOLD_BY)}, paid ahead. It never goes below zero.
        </p>
      }
      sections={{
        wallet: (
          <>
            <p>
              <Link href={`${REFERENCE}#getTokenBalance`}>GET /v1/monetization/ai-tokens/balance</Link> tells
              what you own, what of it is held, and what is free. Before work begins, the most that it can
              take is held; when it ends, what it took leaves the wallet and the rest is free again. Work that
              is never heard of again gives back what was held for it.
            </p>
            <p>
              The wallet belongs to the account and knows live keys only: a test key is answered 403{" "}
              <Link href="/docs/errors#live_key_required">live_key_required</Link>. Reading needs the scope{" "}
              <code>billing:read</code>, buying <code>billing:write</code>.
            </p>
          </>
        ),
        buy: (
          <>
            <p>
              <Link href={`${REFERENCE}#purchaseTokens`}>POST /v1/monetization/ai-tokens/purchase</Link> with
              a number of tokens, by the {count.format(AI_TOKENS_SOLD_BY)} and at least{" "}
              {count.format(PURCHASE.least)} because a card cannot be charged less than $0.50, answers with a{" "}
              <code>checkout_url</code>. Somebody opens it and pays by card, on Stripe’s page. The tokens are
              in the wallet once Stripe has confirmed the payment, usually within seconds, and once only.
            </p>
            <p>
              Send an <Link href="/docs/idempotency">Idempotency-Key</Link>: a retry then gets the same
              checkout. A checkout that nobody pays costs nothing and expires after a day.
            </p>
          </>
        ),
        history: (
          <>
            <p>
              <Link href={`${REFERENCE}#listTokenUsage`}>GET /v1/monetization/ai-tokens/usage</Link> lists
              purchases and uses, newest first, each with its feature and the balance after it. Filter by{" "}
              <code>feature</code> or <code>kind</code>. The portal shows the same, with what each feature
              used in the last 30 days.
            </p>
            <p>
              A refund takes back unused tokens in proportion, and so does a disputed payment until it is
              decided in your favor. <code>reason</code> says which. You never owe tokens that were used by
              then: they are <code>written_off_tokens</code>.
            </p>
          </>
        ),
      }}
    />
  );
}
