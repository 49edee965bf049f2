"use server";

import { partnerAction } from "@/app/action";
import { publishFinding as publish } from "@/lib/research/findings/publish-finding";
import { FindingPath, PublishFinding } from "@/lib/research/findings/schemas";
import { withdrawFinding as withdraw } from "@/lib/research/findings/withdraw-finding";

export const publishFinding = partnerAction("write", PublishFinding, publish);

export const withdrawFinding = partnerAction("write", FindingPath, withdraw);
