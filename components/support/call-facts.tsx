import { KeyValue } from "@/components/ui/key-value";
import { absoluteTime } from "@/components/ui/relative-time";
import type { CallFacts as Facts } from "@/lib/partners/support/schemas";

/** What is known of the call that a ticket is about: all of it, and no secret. */
export function CallFacts({ call }: { call: Facts }) {
  const code = (text: string) => <code className="font-mono text-[0.92em]">{text}</code>;
  return (
    <KeyValue
      items={[
        { label: "Request ID", value: code(call.request_id) },
        { label: "Call", value: code(`${call.method} ${call.endpoint}`) },
        {
          label: "Answer",
          value: (
            <>
              {code(String(call.status))}
              {call.error_code !== null && <> {code(call.error_code)}</>}
            </>
          ),
        },
        { label: "Time", value: absoluteTime(Date.parse(call.at)) },
        { label: "Latency", value: `${call.duration_ms.toLocaleString("en-US")} ms` },
        {
          label: "Key",
          value:
            call.key_name === null ? (
              "None: called by a person"
            ) : (
              <>
                {call.key_name} {call.key_prefix !== null && code(`${call.key_prefix}…`)}
              </>
            ),
        },
        { label: "Mode", value: call.mode },
      ]}
    />
  );
}
