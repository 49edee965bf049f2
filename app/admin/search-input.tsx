"use client";

import type { ComponentProps } from "react";
import { Input } from "@/components/ui/field";

const KEY = /\b((?:sk|pk)_(?:live|test)_[0-9A-Za-z]{6})[0-9A-Za-z]+/g;

/** A search field that cuts whole API keys to the characters that may be shown: an address is no place for a secret. */
export function SearchInput(props: ComponentProps<"input">) {
  return (
    <Input
      {...props}
      onInput={(event) => {
        const field = event.currentTarget;
        const cut = field.value.replace(KEY, "$1");
        if (cut !== field.value) field.value = cut;
      }}
    />
  );
}
