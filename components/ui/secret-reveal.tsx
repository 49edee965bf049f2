import { KeyRound } from "lucide-react";
import { useId } from "react";
import { CopyButton } from "@/components/ui/copy-button";

interface SecretRevealProps {
  /** What it is: "Live key", "Signing secret". */
  label: string;
  secret: string;
  /** What to do with it, where it is not one that we keep as a hash. */
  note?: string;
}

const HASHED =
  "Copy it now and keep it where secrets are kept: we store only its hash, so it cannot be shown again.";

/** A secret in the one moment it can be read. Whoever shows it makes sure that it is shown nowhere again. */
export function SecretReveal({ label, secret, note = HASHED }: SecretRevealProps) {
  const id = useId();
  return (
    <div className="space-y-2.5">
      <div className="overflow-hidden rounded-xl bg-code text-code-ink">
        <p className="flex min-h-11 items-center justify-between gap-3 border-b border-code-line pr-1.5 pl-4 text-sm font-medium">
          <span className="flex items-center gap-2">
            <KeyRound aria-hidden size={16} className="text-code-muted" />
            {label}
          </span>
          <CopyButton from={id} label={`Copy: ${label}`} />
        </p>
        <code id={id} className="block px-4 py-3.5 font-mono text-sm break-all">
          {secret}
        </code>
      </div>
      <p className="text-sm text-muted">{note}</p>
    </div>
  );
}
