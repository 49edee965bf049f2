import { readinessReply } from "@/lib/api/health";

export const dynamic = "force-dynamic";
export const GET = () => readinessReply();
