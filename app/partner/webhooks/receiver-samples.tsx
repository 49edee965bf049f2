import { buttonStyle } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { Tabs } from "@/components/ui/tabs";
import { JAVASCRIPT_RECEIVER, PYTHON_RECEIVER } from "@/lib/partners/webhooks/verification-samples";

/** Where the rest is written. */
export function GuideLink() {
  return (
    <a href="/docs/webhooks" className={buttonStyle({ kind: "quiet", size: "small" })}>
      Webhooks guide
    </a>
  );
}

/** A receiver in each language, ready to run. */
export function ReceiverSamples() {
  return (
    <Tabs
      label="Language"
      tabs={[
        {
          value: "javascript",
          label: "JavaScript",
          content: (
            <CodeBlock id="receiver-js" title="Receiver" language="receiver.mjs" code={JAVASCRIPT_RECEIVER} />
          ),
        },
        {
          value: "python",
          label: "Python",
          content: (
            <CodeBlock id="receiver-py" title="Receiver" language="receiver.py" code={PYTHON_RECEIVER} />
          ),
        },
      ]}
    />
  );
}
