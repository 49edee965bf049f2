import { invalidInput } from "@/lib/platform/input";

/** A password that is the address, or the part of it before the "@", is none. Throws Invalid at `password`. */
export function refuseOwnEmail(password: string, email: string): void {
  const text = password.normalize("NFKC").toLowerCase();
  if (text === email || text === email.slice(0, email.lastIndexOf("@")))
    throw invalidInput([{ path: "password", message: "Must not be your e-mail address." }]);
}
