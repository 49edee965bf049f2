import { livenessReply } from "@/lib/api/health";

export const dynamic = "force-dynamic";
export const GET = () => livenessReply();
