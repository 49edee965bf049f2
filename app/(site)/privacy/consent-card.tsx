import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { ShownConsent } from "@/lib/identity/consent/list-consents";
import { ADULTS_ONLY } from "@/lib/platform/purposes";
import { GrantForm, WithdrawForm } from "./consent-forms";
import { ASKED_ELSEWHERE, dayOf, momentOf, PLACE_WORDS } from "./words";

/** One consent: its words, whether it holds, the way in and out, and its history. */
export function ConsentCard({ consent, used }: { consent: ShownConsent; used: boolean }) {
  const { name, text, grantedAt, outdated, history } = consent;
  const elsewhere = ASKED_ELSEWHERE[name];
  const holds = grantedAt !== null && !outdated;
  return (
    <Card className="space-y-4 p-5 sm:p-6">
      <div className="space-y-2">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <h3 className="text-lg font-medium">{text.title}</h3>
          {holds ? (
            <Badge tone="pine" dot>
              On since {dayOf(grantedAt)}
            </Badge>
          ) : (
            <Badge>{outdated ? "Off, because the text changed" : "Off"}</Badge>
          )}
        </div>
        <p className="text-pretty text-muted">{text.says}</p>
        {elsewhere === undefined && !used && (
          <p className="text-sm text-muted">Nothing uses this yet. Your choice counts once something does.</p>
        )}
      </div>
      {grantedAt !== null ? (
        <WithdrawForm purpose={name} title={text.title} withdrawing={text.withdrawing} />
      ) : elsewhere === undefined ? (
        <GrantForm purpose={name} title={text.title} version={text.version} adults={ADULTS_ONLY.has(name)} />
      ) : (
        <p className="text-sm text-muted">{elsewhere}</p>
      )}
      {history.length > 0 && (
        <details className="text-sm">
          <summary className="inline-flex min-h-9 cursor-pointer items-center font-medium text-plum">
            History ({history.length})
          </summary>
          <ol className="mt-2 space-y-3 border-l border-line pl-4">
            {history.map(({ id, granted, at, place, version, words }) => (
              <li key={id}>
                <p>
                  <strong className="font-medium">{granted ? "Turned on" : "Turned off"}</strong>{" "}
                  {PLACE_WORDS[place] ?? ""}, {momentOf(at)}
                </p>
                <p className="text-muted">
                  {words === null ? `Text ${version}` : `Text ${version}: “${words.says}”`}
                </p>
              </li>
            ))}
          </ol>
        </details>
      )}
    </Card>
  );
}
