import { saveRequest } from "./save-request";

/** Where Next answers it: on other hosts than our own server, which has the same function on its fast path. */
export const POST = (request: Request): Promise<Response> => saveRequest(request);
