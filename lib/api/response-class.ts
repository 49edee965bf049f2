/**
 * The class that replies are made of. A mount may lend one that is cheaper to send than the platform's own: our server
 * does, because a native Response has to be read back as a stream before its text can be written to the socket.
 */
let current: typeof Response = Response;

export function lendResponseClass(lent: typeof Response): void {
  current = lent;
}

/** A reply, with a body that is at hand or is made while it is sent. */
export function makeResponse(
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>> | null,
  status: number,
  headers: Record<string, string>,
): Response {
  return new current(body, { status, headers });
}
