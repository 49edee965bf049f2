"use client";

import PartnerError from "@/app/partner/error";

/** Inside the frame of research: a page that could not be made. */
export default PartnerError;
