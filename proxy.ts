import { type NextRequest, NextResponse } from "next/server";
import { MOVED_ADDRESSES } from "@/app/moved-addresses";
import { clientAddress, limitedAddress } from "@/lib/api/client-address";
import { HSTS } from "@/lib/api/security-headers";
import { PAGE_COST, PageLimiter } from "@/lib/partners/rate-limits/page-limits";
import { waitOf } from "@/lib/partners/rate-limits/wait-words";
import { env } from "@/lib/platform/env";
import { isKnownHost } from "@/lib/platform/known-host";

/** Which kind of build this is: Next writes the word in at build time. `next dev` needs eval and inline styles. */
const DEV_BUILD = process.env.NODE_ENV === "development";

/**
 * Scripts run only with this request's nonce, or when such a script loads them; nothing inline, no eval.
 *
 * Styles come from our own files, or carry the nonce; style attributes are allowed, which can select nothing and load
 * nothing from elsewhere (docs/decisions/0019).
 */
function contentSecurityPolicy(nonce: string, secure: boolean, isDoor: boolean): string {
  // A browser without a reader of QR codes gets one in WebAssembly, at a door and nowhere else.
  const compiles = isDoor ? " 'wasm-unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${compiles}${DEV_BUILD ? " 'unsafe-eval'" : ""}`,
    ...(isDoor ? ["worker-src 'self'"] : []),
    `style-src 'self' ${DEV_BUILD ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

const EVERY_PAGE = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  // Not "no-referrer": with it browsers send "Origin: null" with forms, which Next's check of their origin refuses.
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "X-Content-Type-Options": "nosniff",
} as const;

/** A page that a link's secret opens: its address goes to no other page, no cache and no search engine. It has no forms. */
const SHARED_PAGE = {
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex, nofollow, noarchive",
} as const;
const SHARED = /^\/shared(?:\/|$)/;

/** The same of a guest's own page. It has forms, which need their origin, so its address goes to no other site. */
const GUEST_PAGE = { ...SHARED_PAGE, "Referrer-Policy": "same-origin" } as const;
const GUEST = /^\/guest(?:\/|$)/;

/** The one page that uses a camera: it reads tickets at the door of an event. Nothing of it is for search engines. */
const DOOR_PAGE = {
  "Permissions-Policy": EVERY_PAGE["Permissions-Policy"].replace("camera=()", "camera=(self)"),
  "X-Robots-Tag": "noindex, nofollow, noarchive",
} as const;
const isDoorPage = (path: string) => path === "/door/check-in";

function ownHeaders(path: string): Readonly<Record<string, string>> {
  if (SHARED.test(path)) return SHARED_PAGE;
  if (GUEST.test(path)) return GUEST_PAGE;
  return isDoorPage(path) ? DOOR_PAGE : {};
}

const pageLimiter = new PageLimiter();

/**
 * Refuses pages to a network that asks for far more than people do. The stand-ins' pages are left out: they run only
 * where nobody else is, and our own server calls them.
 */
function refuseFlood({ headers, method, nextUrl }: NextRequest): NextResponse | null {
  if (nextUrl.pathname.startsWith("/dev/")) return null;
  const network = limitedAddress(clientAddress(headers, undefined, env().TRUSTED_PROXY_HOPS));
  const whole = method === "GET" && !headers.has("rsc");
  const { allowed, retryAfterSeconds } = pageLimiter.take(network, whole ? PAGE_COST : 1, new Date());
  if (allowed) return null;
  const detail = `Too many requests from your network. Try again in ${waitOf(retryAfterSeconds)}.\n`;
  return new NextResponse(detail, {
    status: 429,
    headers: {
      "Cache-Control": "no-store",
      "Content-Type": "text/plain; charset=utf-8",
      "Retry-After": String(retryAfterSeconds),
    },
  });
}

/** Next's middleware: a limit for floods, and the security headers of pages and, in production, HTTPS only. */
export function proxy(request: NextRequest): NextResponse {
  const response = answer(request);
  const { pathname } = request.nextUrl;
  const own = ownHeaders(pathname);
  for (const [name, value] of Object.entries({ ...EVERY_PAGE, ...own })) response.headers.set(name, value);
  if (!env().standInsAllowed) response.headers.set("Strict-Transport-Security", HSTS);
  return response;
}

function answer(request: NextRequest): NextResponse {
  const settings = env();
  const { standInsAllowed, APP_URL } = settings;
  const production = !standInsAllowed;
  const { pathname, search } = request.nextUrl;

  // Our own server has seen to this already; `next dev` has not.
  if (!isKnownHost(request.headers.get("host") ?? "", settings)) {
    return new NextResponse("This host is not known here.", { status: 421 });
  }

  if (production && request.headers.get("x-forwarded-proto") === "http" && APP_URL.startsWith("https:")) {
    // To our own name, never to the one that the request claims.
    return NextResponse.redirect(new URL(`${pathname}${search}`, APP_URL), 308);
  }

  const refused = refuseFlood(request);
  if (refused !== null) return refused;

  const now = MOVED_ADDRESSES[pathname];
  // To our own name: behind a proxy this server knows neither the protocol nor the port that the reader used.
  if (now !== undefined) return NextResponse.redirect(new URL(`${now}${search}`, APP_URL), 308);

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, production, isDoorPage(pathname));
  const headers = new Headers(request.headers);
  // Next reads the nonce from here and puts it on its own scripts.
  headers.set("Content-Security-Policy", policy);
  // Where to come back to after signing in: Next does not tell a page its own address.
  headers.set("X-Soulmate-Path", `${pathname}${search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

/** Pages only: the API sends its own headers, and files need none of these. */
export const config = {
  matcher: ["/((?!api(?:/|$)|_next/|icon\\.svg$|favicon\\.ico$).*)"],
};
