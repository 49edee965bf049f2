import { CodeBlock } from "@/components/ui/code-block";

interface FirstCallStepsProps {
  signUp: string;
  calculate: string;
  reply: string;
  /** The names of the two that the second call scores. */
  names: readonly [string, string];
}

/** From nothing to a scored pair: what is pasted, and what comes back. */
export function FirstCallSteps({ signUp, calculate, reply, names }: FirstCallStepsProps) {
  return (
    <div className="min-w-0 space-y-4">
      <CodeBlock id="sign-up-call" title="1. Sign up, keep the test key" language="Shell" code={signUp} />
      <CodeBlock
        id="calculate-call"
        title={`2. Score ${names[0]} and ${names[1]}`}
        language="Shell"
        code={calculate}
      />
      <CodeBlock
        id="calculate-reply"
        title="The reply, shortened"
        language="JSON"
        code={reply}
        copy={false}
      />
    </div>
  );
}
