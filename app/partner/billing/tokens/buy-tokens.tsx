"use client";

import { useState } from "react";
import { leaveFor } from "@/app/partner/billing/leave-for";
import { buyTokens } from "@/app/partner/billing/tokens/actions";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { SubmitButton } from "@/components/ui/submit-button";
import { useAction } from "@/components/ui/use-action";

interface BuyTokensProps {
  soldBy: number;
  least: number;
  tokensPerCent: number;
}

const OFFERS = ["10000", "100000", "1000000"] as const;
const count = new Intl.NumberFormat("en-US");
const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

/** Chooses how many and leads to the payment page; nothing is charged here. */
export function BuyTokens({ soldBy, least, tokensPerCent }: BuyTokensProps) {
  const [text, setText] = useState<string>(OFFERS[1]);
  const { run, pending, problem, errorOf, value } = useAction(buyTokens, ({ checkout_url }) =>
    leaveFor(checkout_url),
  );
  const tokens = Number(text.replaceAll(/[,\s]/g, ""));
  const known = Number.isSafeInteger(tokens) && tokens >= least && tokens % soldBy === 0;
  return (
    <form
      noValidate
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        // What is no number is refused by the same rule as what is too small.
        if (!pending && value === null) run({ tokens: Number.isFinite(tokens) ? tokens : 0 });
      }}
    >
      {problem !== null && problem.errors.length === 0 && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <SegmentedControl
        label="Usual amounts"
        value={OFFERS.find((offer) => Number(offer) === tokens) ?? ""}
        onChange={setText}
        options={OFFERS.map((offer) => ({ value: offer, label: count.format(Number(offer)) }))}
      />
      <FormField
        label="AI tokens"
        hint={`By the ${count.format(soldBy)}, and at least ${count.format(least)}.`}
        error={errorOf("tokens")}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            className="tabular-nums"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </FormField>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <SubmitButton pending={pending || value !== null} pendingLabel="To the payment page…">
          {known ? `Buy for ${dollars.format(tokens / tokensPerCent / 100)}` : "Buy"}
        </SubmitButton>
        <p className="text-sm text-muted">You pay on Stripe’s page. Cards are never entered here.</p>
      </div>
    </form>
  );
}
