import { z } from "zod";

/** A time as exports write it: RFC 3339 in UTC. */
export const exportedTime = z.iso.datetime({ offset: true });
