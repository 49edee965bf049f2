import { NativeCheckbox } from "@/components/ui/native-checkbox";

/** The consent of its own that comparing intimacy needs. */
export function IntimacyBox() {
  return (
    <NativeCheckbox
      name="intimacy"
      label="Compare intimacy, too (I’m 18 or older)"
      hint="It counts only if your friend chooses this as well, and you can change your mind later."
    />
  );
}
