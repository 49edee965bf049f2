import { notFound } from "next/navigation";
import { NotFound } from "@/lib/platform/errors";

/** Waits for a verb; where it finds nothing, neither does the page. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NotFound) notFound();
    throw error;
  }
}
