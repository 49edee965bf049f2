import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/app/auth-options";
import { env } from "@/lib/platform/env";

export const dynamic = "force-dynamic";

type Params = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own routes: signing in through other sites, signing out, its CSRF token. */
async function handle(request: NextRequest, context: Params): Promise<Response> {
  // It knows its address from this alone; ours is APP_URL, whatever host a request claims.
  process.env.NEXTAUTH_URL = env().APP_URL;
  return NextAuth(request, context, authOptions());
}

export { handle as GET, handle as POST };
