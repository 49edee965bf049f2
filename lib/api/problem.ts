import { linkTo } from "@/lib/platform/brand";
import { isDatabaseOutage } from "@/lib/platform/db";
import {
  AppError,
  Conflict,
  type FieldError,
  Forbidden,
  Invalid,
  LimitReached,
  NotFound,
  PaymentRequired,
  Unauthenticated,
  Unavailable,
} from "@/lib/platform/errors";

/** An RFC 9457 problem document, as sent. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  request_id: string;
  errors?: readonly FieldError[];
}

/** Titles by status: the same for every problem of one kind, as RFC 9457 asks. */
const TITLES: Record<number, string> = {
  400: "The input is not valid",
  401: "Who are you?",
  402: "Payment is required",
  403: "That is not allowed",
  404: "Not found",
  405: "Method not allowed",
  408: "The request took too long",
  409: "Conflict",
  413: "The body is too large",
  415: "Unsupported media type",
  417: "Expectation failed",
  421: "Misdirected request",
  429: "Too many requests",
  431: "The headers are too large",
  500: "Something went wrong on our side",
  503: "Temporarily unavailable",
};

/** Faults of the HTTP message itself, which verbs know nothing of. */
export class HttpProblem extends AppError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(code, message);
    this.status = status;
    this.headers = headers;
  }
}

export interface Fault {
  status: number;
  code: string;
  detail: string;
  errors?: readonly FieldError[];
  headers: Record<string, string>;
  /** Whether this is a defect or an outage of ours, which the log must tell of. */
  ours: boolean;
}

const statuses: readonly [abstract new (...args: never[]) => AppError, number][] = [
  [Invalid, 400],
  [Unauthenticated, 401],
  [PaymentRequired, 402],
  [Forbidden, 403],
  [NotFound, 404],
  [Conflict, 409],
  [LimitReached, 429],
  [Unavailable, 503],
];

/** The one mapper from anything thrown to what is sent. What it does not know becomes a fixed text. */
export function faultOf(error: unknown): Fault {
  if (error instanceof HttpProblem) {
    return {
      status: error.status,
      code: error.code,
      detail: error.message,
      headers: { ...error.headers },
      ours: false,
    };
  }
  if (error instanceof AppError) {
    const status = statuses.find(([type]) => error instanceof type)?.[1];
    if (status !== undefined) {
      const headers: Record<string, string> = {};
      if (error instanceof LimitReached || error instanceof Unavailable) {
        headers["Retry-After"] = String(Math.max(1, Math.ceil(error.retryAfterSeconds)));
      }
      if (error instanceof Unauthenticated) headers["WWW-Authenticate"] = 'Bearer realm="soulmate"';
      return {
        status,
        code: error.code,
        detail: error.message,
        ...(error instanceof Invalid && error.errors.length > 0 ? { errors: error.errors } : {}),
        headers,
        ours: status === 503,
      };
    }
  }
  if (isDatabaseOutage(error)) {
    return {
      status: 503,
      code: "database_unavailable",
      detail: "The service cannot reach its database just now. Nothing was charged; try again shortly.",
      headers: { "Retry-After": "2" },
      ours: true,
    };
  }
  return {
    status: 500,
    code: "internal_error",
    detail: "An unexpected error occurred. It has been logged; quote the request id if you write to us.",
    headers: {},
    ours: true,
  };
}

/** Makes the document for a fault. */
export function problemOf(fault: Fault, requestId: string): Problem {
  return {
    type: linkTo(null, `/docs/errors#${fault.code}`),
    title: TITLES[fault.status] ?? "Problem",
    status: fault.status,
    detail: fault.detail,
    code: fault.code,
    request_id: requestId,
    ...(fault.errors === undefined ? {} : { errors: fault.errors }),
  };
}
