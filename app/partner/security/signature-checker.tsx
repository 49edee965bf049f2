"use client";

import { CircleCheck, CircleDashed, CircleX } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { checkSignature, takeSample } from "@/app/partner/security/actions";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input, Select, Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { useAction } from "@/components/ui/use-action";
import type {
  SampleRequest,
  SignatureCheck,
  SignatureStep,
  SigningKey,
} from "@/lib/partners/api-keys/schemas";

const METHODS = ["GET", "POST", "PATCH", "DELETE"];
const EMPTY: SampleRequest = { method: "POST", url: "", headers: "", body: "" };

const STEP_WORDS: Record<SignatureStep, string> = {
  fields: "Header fields",
  key: "Signing key",
  coverage: "Covered components",
  signature: "Signature",
  parameters: "Time and parameters",
  digest: "Body",
  nonce: "Nonce",
};

const OUTCOME = {
  passed: { icon: CircleCheck, style: "text-pine", word: "passed" },
  failed: { icon: CircleX, style: "text-ember", word: "failed" },
  skipped: { icon: CircleDashed, style: "text-muted", word: "not checked" },
} as const;

/** Checks a signed request that is pasted here, as a call would be checked. */
export function SignatureChecker({ keys }: { keys: readonly Pick<SigningKey, "id" | "name">[] }) {
  const [request, setRequest] = useState(EMPTY);
  const [signingKeyId, setSigningKeyId] = useState("");
  const [result, setResult] = useState<SignatureCheck | null>(null);
  const checking = useAction(checkSignature, setResult);
  const sampling = useAction(takeSample, (sample) => {
    setRequest(sample);
    setSigningKeyId("");
    setResult(null);
  });
  const set = (change: Partial<SampleRequest>) => setRequest((before) => ({ ...before, ...change }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (checking.pending) return;
    setResult(null);
    checking.run({ ...request, signing_key_id: signingKeyId });
  };
  const { problem, errorOf } = checking;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[repeat(2,minmax(0,1fr))]">
      <Card className="p-5">
        <form onSubmit={submit} noValidate className="space-y-5">
          {problem !== null && problem.errors.length === 0 && <ErrorNotice>{problem.detail}</ErrorNotice>}
          {sampling.problem !== null && <ErrorNotice>{sampling.problem.detail}</ErrorNotice>}
          <div className="grid gap-5 sm:grid-cols-[8rem_minmax(0,1fr)]">
            <FormField label="Method" error={errorOf("method")}>
              {(control) => (
                <Select
                  {...control}
                  value={request.method}
                  onChange={(event) => set({ method: event.target.value })}
                >
                  {METHODS.map((method) => (
                    <option key={method}>{method}</option>
                  ))}
                </Select>
              )}
            </FormField>
            <FormField label="URL" error={errorOf("url")}>
              {(control) => (
                <Input
                  {...control}
                  type="url"
                  value={request.url}
                  placeholder="https://…/api/v1/…"
                  spellCheck={false}
                  autoComplete="off"
                  onChange={(event) => set({ url: event.target.value })}
                />
              )}
            </FormField>
          </div>
          <FormField
            label="Header fields"
            error={errorOf("headers")}
            hint="One a line, with Signature-Input and Signature. Leave your API key out: it is not needed here."
          >
            {(control) => (
              <Textarea
                {...control}
                rows={6}
                value={request.headers}
                spellCheck={false}
                autoCapitalize="none"
                className="font-mono text-sm"
                onChange={(event) => set({ headers: event.target.value })}
              />
            )}
          </FormField>
          <FormField
            label="Body"
            optional
            error={errorOf("body")}
            hint="The very bytes: a line break at the end counts."
          >
            {(control) => (
              <Textarea
                {...control}
                rows={4}
                value={request.body}
                spellCheck={false}
                autoCapitalize="none"
                className="font-mono text-sm"
                onChange={(event) => set({ body: event.target.value })}
              />
            )}
          </FormField>
          {keys.length > 0 && (
            <FormField label="Check with" error={errorOf("signing_key_id")}>
              {(control) => (
                <Select
                  {...control}
                  value={signingKeyId}
                  onChange={(event) => setSigningKeyId(event.target.value)}
                >
                  <option value="">The key that keyid names</option>
                  {keys.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </Select>
              )}
            </FormField>
          )}
          <div className="flex flex-wrap gap-2.5">
            <SubmitButton pending={checking.pending} pendingLabel="Checking…">
              Check signature
            </SubmitButton>
            <Button
              type="button"
              kind="quiet"
              aria-disabled={sampling.pending}
              onClick={() => {
                if (!sampling.pending) sampling.run({});
              }}
            >
              {sampling.pending ? "Signing…" : "Fill in a sample"}
            </Button>
          </div>
        </form>
      </Card>
      {result === null ? <HowItWorks /> : <Verdict result={result} />}
    </div>
  );
}

/** What stands where the verdict will be. */
function HowItWorks() {
  return (
    <Card className="space-y-3 p-5 text-sm text-muted">
      <p>
        Paste a request as your program sends it. You see what we understood of it, step by step: which key,
        what is covered, the text that must have been signed, the digest of the body, the clock.
      </p>
      <p>It is checked as a call would be, and nothing is called: its nonce stays unused.</p>
      <p>No request at hand? Fill in a sample: it is signed this moment, and verifies for five minutes.</p>
    </Card>
  );
}

function Verdict({ result }: { result: SignatureCheck }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { valid, refusal, steps, key, components, parameters, base } = result;
  return (
    <Card className="space-y-5 p-5">
      <div>
        <h3 ref={heading} tabIndex={-1} className="flex items-center gap-2 font-semibold">
          {valid ? (
            <CircleCheck aria-hidden size={20} className="text-pine" />
          ) : (
            <CircleX aria-hidden size={20} className="text-ember" />
          )}
          {valid ? "The signature holds" : "The signature does not hold"}
        </h3>
        <p className="text-sm text-muted">
          {refusal === null ? (
            "A call like this would be let through."
          ) : (
            <>
              A call like this is refused: 401 <code className="font-mono text-ink">{refusal.code}</code>.
            </>
          )}
        </p>
      </div>
      <ol className="space-y-3">
        {steps.map(({ step, outcome, code, detail }) => {
          const { icon: Icon, style, word } = OUTCOME[outcome];
          return (
            <li key={step} className="flex gap-3 text-sm">
              <Icon aria-hidden size={18} className={`mt-0.5 shrink-0 ${style}`} />
              <div className="min-w-0">
                <p className="font-medium">
                  {STEP_WORDS[step]} <span className="sr-only">{word}</span>
                  {code !== null && (
                    <code className="ml-1 font-mono text-xs font-normal text-muted">{code}</code>
                  )}
                </p>
                <p className="whitespace-pre-wrap wrap-anywhere text-muted">{detail}</p>
              </div>
            </li>
          );
        })}
      </ol>
      {key !== null && (
        <dl className="grid gap-x-4 gap-y-1 border-t border-line pt-4 text-sm sm:grid-cols-[7rem_minmax(0,1fr)]">
          <dt className="text-muted">Key</dt>
          <dd className="wrap-anywhere">
            {key.name} · {key.algorithm}
          </dd>
          <dt className="text-muted">Covers</dt>
          <dd className="font-mono text-xs leading-6 wrap-anywhere">{components.join("  ")}</dd>
          {Object.entries(parameters).map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="font-mono text-xs leading-6 wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {base !== null && (
        <figure className="space-y-2">
          <figcaption className="text-sm text-muted">
            The signature base: the text that must have been signed.
          </figcaption>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
            tabIndex={0}
            className="overflow-x-auto rounded-xl bg-code px-4 py-3.5 font-mono text-xs leading-relaxed text-code-ink"
          >
            {base}
          </pre>
        </figure>
      )}
    </Card>
  );
}
