"use client";

import { cx } from "class-variance-authority";
import * as Radix from "radix-ui/switch";
import type { ComponentProps } from "react";

/** On or off, at once; needs a label. What is sent with a form is a Checkbox. */
export function Switch({ className, ...props }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      className={cx(
        "relative inline-flex h-6 w-11 shrink-0 cursor-pointer items-center rounded-full border border-edge bg-sunken transition-colors disabled:cursor-default disabled:opacity-60 data-[state=checked]:border-plum data-[state=checked]:bg-plum",
        className,
      )}
      {...props}
    >
      <Radix.Thumb className="block size-4 translate-x-1 rounded-full bg-edge transition-transform data-[state=checked]:translate-x-5.5 data-[state=checked]:bg-on-plum" />
    </Radix.Root>
  );
}
