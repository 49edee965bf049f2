/** What is told for a moment: that something was done, or could not be. */
export interface Toast {
  id: number;
  title: string;
  description?: string | undefined;
  tone: "pine" | "ember" | "plain";
}

const SHOWN_AT_ONCE = 3;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a toast, wherever a `Toaster` stands. Errors belong beside what failed; a toast is for what left the screen. */
export function toast(title: string, options: { description?: string; tone?: Toast["tone"] } = {}): void {
  lastId += 1;
  const added: Toast = { id: lastId, title, tone: options.tone ?? "pine", description: options.description };
  change([...toasts, added].slice(-SHOWN_AT_ONCE));
}

export function dropToast(id: number): void {
  change(toasts.filter((other) => other.id !== id));
}

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentToasts(): readonly Toast[] {
  return toasts;
}

const NONE: readonly Toast[] = [];
export const noToasts = () => NONE;
