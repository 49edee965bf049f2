import { cache } from "react";
import { visit } from "@/app/request-context";
import { type Brand, brandOf } from "@/lib/platform/brand";

/** The brand that the page of this request wears. */
export const pageBrand = cache(async (): Promise<Brand> => brandOf((await visit()).ctx));
