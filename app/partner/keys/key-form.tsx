"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useId, useState } from "react";
import { SCOPE_WORDS } from "@/app/partner/keys/key-words";
import type { ActionProblem } from "@/components/ui/action-result";
import { CheckboxField } from "@/components/ui/checkbox";
import { ErrorNotice, Notice } from "@/components/ui/error-notice";
import { Input, Select, Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import type { ApiKey, CreateApiKey } from "@/lib/partners/api-keys/schemas";
import type { Scope } from "@/lib/platform/scopes";

/** What of the account decides which keys can be made. */
export interface KeyRules {
  /** Why a live key cannot be made now; null where it can. */
  liveBlocked: "email_unverified" | "subscription_inactive" | null;
  email: string;
  grantable: readonly Scope[];
  /** Why calls cannot be made to need a signature; null where they can. */
  signaturesBlocked: "tier" | "no_signing_key" | null;
  models: readonly string[];
  defaultModel: string;
}

type KeyInput = Omit<CreateApiKey, "mode">;

const DAY_MS = 86_400_000;
const EXPIRY = [
  { value: "never", label: "Never" },
  { value: "7", label: "In 7 days" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
  { value: "date", label: "On a day of my choosing" },
] as const;

/** Reads the fields of the form below. A day stands for its end, in UTC. */
export function readKeyForm(form: FormData, before?: ApiKey): KeyInput {
  const text = (name: string) => String(form.get(name) ?? "");
  const expiry = text("expiry");
  return {
    name: text("name"),
    scopes: form.getAll("scopes").map((scope) => String(scope) as Scope),
    expires_at:
      expiry === "keep"
        ? (before?.expires_at ?? null)
        : expiry === "never"
          ? null
          : expiry === "date"
            ? `${text("expiry_date")}T23:59:59Z`
            : new Date(Date.now() + Number(expiry) * DAY_MS).toISOString(),
    ip_allowlist: linesOf(text("ip_allowlist")),
    pinned_model: text("pinned_model") === "" ? null : text("pinned_model"),
    signature_required: form.get("signature_required") === "on",
  };
}

export function linesOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((line) => line !== "");
}

/** The error of a field or of anything within it; entries of lists are named by their line. */
export function errorAt(problem: ActionProblem | null, path: string): string | undefined {
  const found = problem?.errors.find(
    (error) =>
      error.path.replace(/^changes\./, "") === path ||
      error.path.replace(/^changes\./, "").startsWith(`${path}[`),
  );
  if (found === undefined) return undefined;
  const line = /\[(\d+)\]$/.exec(found.path)?.[1];
  return line === undefined ? found.message : `Entry ${Number(line) + 1}: ${found.message}`;
}

interface KeyFormProps {
  rules: KeyRules;
  problem: ActionProblem | null;
  /** The key that is edited; its mode stays. */
  before?: ApiKey;
}

/** The fields of a key. What goes wrong with one is said at it. */
export function KeyFields({ rules, problem, before }: KeyFormProps) {
  const [mode, setMode] = useState<"test" | "live">(before?.mode ?? "test");
  const [expiry, setExpiry] = useState(before === undefined ? "never" : "keep");
  const scopes = before?.scopes ?? ["compatibility:calculate", "usage:read"];
  const general = problem !== null && problem.errors.length === 0;
  return (
    <div className="space-y-5">
      {general && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <FormField label="Name" error={errorAt(problem, "name")} hint="Where it is used: “Checkout server”.">
        {(control) => (
          <Input
            {...control}
            name="name"
            defaultValue={before?.name}
            maxLength={100}
            autoComplete="off"
            required
          />
        )}
      </FormField>
      {before === undefined && <ModeChoice mode={mode} onChange={setMode} rules={rules} />}
      <ScopeChoice chosen={scopes} grantable={rules.grantable} error={errorAt(problem, "scopes")} />
      <div className="grid gap-5 sm:grid-cols-2">
        <FormField label="Expires" error={expiry === "date" ? undefined : errorAt(problem, "expires_at")}>
          {(control) => (
            <Select
              {...control}
              name="expiry"
              value={expiry}
              onChange={(event) => setExpiry(event.target.value)}
            >
              {before !== undefined && (
                <option value="keep">
                  {before.expires_at === null
                    ? "Never, as now"
                    : `On ${before.expires_at.slice(0, 10)}, as now`}
                </option>
              )}
              {EXPIRY.filter(({ value }) => before?.expires_at !== null || value !== "never").map(
                ({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ),
              )}
            </Select>
          )}
        </FormField>
        {expiry === "date" && (
          <FormField label="Last day" hint="Until midnight UTC." error={errorAt(problem, "expires_at")}>
            {(control) => <Input {...control} type="date" name="expiry_date" required />}
          </FormField>
        )}
      </div>
      <details className="group rounded-xl border border-line" open={before !== undefined || undefined}>
        <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 px-4 text-sm font-medium [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            size={16}
            className="text-muted transition-transform group-open:rotate-90"
          />
          Restrictions
          <span className="font-normal text-muted">addresses, model, signatures</span>
        </summary>
        <div className="space-y-5 border-t border-line p-4">
          <FormField
            label="IP allowlist"
            optional
            error={errorAt(problem, "ip_allowlist")}
            hint="Addresses and CIDR ranges, one a line: 203.0.113.7, 2001:db8::/48. Empty for anywhere."
          >
            {(control) => (
              <Textarea
                {...control}
                name="ip_allowlist"
                rows={3}
                spellCheck={false}
                autoCapitalize="none"
                className="min-h-20 font-mono text-sm"
                defaultValue={before?.ip_allowlist.join("\n")}
              />
            )}
          </FormField>
          <FormField
            label="Model"
            error={errorAt(problem, "pinned_model")}
            hint="Used for calls that don’t send model_version. A model never changes its answers."
          >
            {(control) => (
              <Select {...control} name="pinned_model" defaultValue={before?.pinned_model ?? ""}>
                <option value="">Default ({rules.defaultModel})</option>
                {rules.models.map((model) => (
                  <option key={model} value={model}>
                    {model}
                  </option>
                ))}
              </Select>
            )}
          </FormField>
          <CheckboxField
            name="signature_required"
            defaultChecked={before?.signature_required ?? false}
            disabled={rules.signaturesBlocked !== null && before?.signature_required !== true}
            label="Calls must be signed"
            hint={<SignatureHint blocked={rules.signaturesBlocked} />}
          />
        </div>
      </details>
    </div>
  );
}

function SignatureHint({ blocked }: { blocked: KeyRules["signaturesBlocked"] }) {
  if (blocked === "tier") return "Signed requests come with the enterprise and white-label tiers.";
  if (blocked === "no_signing_key") {
    return (
      <>
        Every call would be refused as yet: make a signing key first, on the{" "}
        <Link prefetch={false} href="/partner/security" className="link">
          security page
        </Link>
        .
      </>
    );
  }
  return "A call that was captured cannot be sent again, or changed on its way.";
}

function ModeChoice({
  mode,
  onChange,
  rules,
}: {
  mode: "test" | "live";
  onChange: (mode: "test" | "live") => void;
  rules: KeyRules;
}) {
  const id = useId();
  const blocked = rules.liveBlocked !== null;
  const options = [
    { value: "test", label: "Test", hint: "Test data, never billed, the free tier's limits." },
    { value: "live", label: "Live", hint: "Real calls, billed by your tier." },
  ] as const;
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1.5 text-sm font-medium">Mode</legend>
      <div className="grid gap-2.5 sm:grid-cols-2">
        {options.map((option) => {
          const disabled = option.value === "live" && blocked;
          return (
            <label
              key={option.value}
              className="flex cursor-pointer gap-3 rounded-xl border border-edge p-3.5 text-sm has-checked:border-plum has-checked:bg-plum-soft has-disabled:cursor-default has-disabled:border-line has-disabled:text-muted"
            >
              <input
                type="radio"
                name="mode"
                value={option.value}
                checked={mode === option.value}
                disabled={disabled}
                aria-describedby={disabled ? `${id}-why` : undefined}
                onChange={() => onChange(option.value)}
                className="mt-1 size-4 shrink-0 accent-plum"
              />
              <span>
                <span className="block font-medium">{option.label}</span>
                <span className="text-muted">{option.hint}</span>
              </span>
            </label>
          );
        })}
      </div>
      {blocked && (
        <div id={`${id}-why`}>
          <Notice tone="gold">
            <LiveBlocked rules={rules} />
          </Notice>
        </div>
      )}
    </fieldset>
  );
}

function LiveBlocked({ rules }: { rules: KeyRules }) {
  if (rules.liveBlocked === "email_unverified") {
    return (
      <>
        Live keys need a verified e-mail: open the link that we sent to {rules.email}, or{" "}
        <Link prefetch={false} href="/partner/settings" className="link">
          have it sent again
        </Link>
        .
      </>
    );
  }
  return (
    <>
      Live keys need an active subscription.{" "}
      <Link prefetch={false} href="/partner/billing" className="link">
        See your plan
      </Link>
      ; test keys work meanwhile.
    </>
  );
}

function ScopeChoice({
  chosen,
  grantable,
  error,
}: {
  chosen: readonly Scope[];
  grantable: readonly Scope[];
  error: string | undefined;
}) {
  const id = useId();
  return (
    <fieldset className="space-y-3" aria-describedby={error === undefined ? undefined : `${id}-error`}>
      <legend className="mb-1.5 text-sm font-medium">Permissions</legend>
      {(Object.keys(SCOPE_WORDS) as Scope[]).map((scope) => {
        const { label, hint } = SCOPE_WORDS[scope];
        const has = chosen.includes(scope);
        const locked = !grantable.includes(scope) && !has;
        return (
          <CheckboxField
            key={scope}
            name="scopes"
            value={scope}
            defaultChecked={has}
            disabled={locked}
            label={
              <>
                {label} <code className="ml-1 font-mono text-xs font-normal text-muted">{scope}</code>
              </>
            }
            hint={locked ? `${hint} Only owners and admins may give this to a key.` : hint}
          />
        );
      })}
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="text-sm text-ember">
          {error}
        </p>
      )}
    </fieldset>
  );
}
