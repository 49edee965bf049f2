"use server";

import { z } from "zod";
import { partnerAction } from "@/app/action";
import { makeDocsKey } from "@/lib/partners/api-keys/make-docs-key";

/** Makes the test key that the member's snippets show. */
export const makeKeyForDocs = partnerAction("write", z.strictObject({}), makeDocsKey);
