import { env } from "@/lib/platform/env";

/** Whom a page, an email or a document speaks for. */
export interface Brand {
  /** As people read it: "Soulmate". */
  readonly name: string;
  /** What it does, in a sentence. */
  readonly tagline: string;
  /** Where its customers write to; null where no address is set. */
  readonly supportEmail: string | null;
  /** The public address, without a slash at its end. */
  readonly baseUrl: string;
  /** For what is drawn without our style sheets: emails and pictures. */
  readonly colors: {
    readonly first: string;
    readonly second: string;
    readonly shared: string;
    readonly paper: string;
    readonly card: string;
    readonly ink: string;
    readonly muted: string;
    readonly line: string;
  };
  /** The logo as a file of this site. */
  readonly logoPath: `/${string}`;
}

/** Of a context, what will say whose brand is worn: a tenant's pages will wear the tenant's. */
export interface BrandContext {
  readonly requestId: string;
}

const COLORS = {
  first: "#17705d",
  second: "#a63f22",
  shared: "#72345f",
  paper: "#faf6f0",
  card: "#fffdfa",
  ink: "#2a1c26",
  muted: "#6b5a66",
  line: "#e4dbd0",
} as const;

/**
 * The brand that what is made in this context bears. The only place that knows our own name: a test refuses it elsewhere.
 * `null` where there is no request and no tenant, such as a settings file or the API's own description.
 */
export function brandOf(_ctx: BrandContext | null): Brand {
  return {
    name: "Soulmate",
    tagline: "Tells two people how well they fit, and shows how it got there.",
    // Settings are read when they are asked for: what only needs the name is also made where there are none.
    get supportEmail() {
      return env().SUPPORT_EMAIL ?? null;
    },
    get baseUrl() {
      return env().APP_URL;
    },
    colors: COLORS,
    logoPath: "/icon.svg",
  };
}

/**
 * The public address of a page, for what leaves this site: emails, files, payment pages. A secret goes after "#", which
 * browsers send to no server.
 */
export function linkTo(ctx: BrandContext | null, path: `/${string}` | ""): string {
  return `${brandOf(ctx).baseUrl}${path}`;
}
