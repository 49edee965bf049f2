"use server";

import { partnerAction, userAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import { acceptDocuments as acceptVerb } from "@/lib/identity/legal/accept-documents";
import { AcceptDocuments } from "@/lib/identity/legal/schemas";
import { acceptPartnerDocuments as acceptPartnerVerb } from "@/lib/partners/partners/accept-partner-documents";

/** Accepts the texts for people, for who is signed in. */
export const acceptDocuments = formAction(userAction("write", AcceptDocuments, acceptVerb));

/** Accepts the texts for companies, for the one that is chosen. */
export const acceptPartnerDocuments = formAction(partnerAction("write", AcceptDocuments, acceptPartnerVerb));
