import { answerRequest } from "@/app/dev/stripe/answer-request";

export const dynamic = "force-dynamic";

export { answerRequest as DELETE, answerRequest as GET, answerRequest as POST };
