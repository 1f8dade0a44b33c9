/** What a call is, when it is made again, and what goes wrong. */

/** A field of a request that is malformed, and how, in English and Chinese. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
  readonly message_zh?: string;
}

/** What is known of a refusal or a failure. */
export interface ApiErrorDetails {
  readonly detail?: string;
  readonly title?: string;
  readonly rule?: string;
  readonly title_zh?: string;
  readonly detail_zh?: string;
  readonly rule_zh?: string;
  readonly citation?: string;
  readonly requestId?: string;
  readonly key?: string;
  readonly retryable?: boolean;
  readonly replayed?: boolean;
  readonly errors?: readonly FieldError[];
}

/**
 * A refusal or a failure.
 *
 * `code` is from the platform's table of errors, or one of these: `connection_failed`, no answer came;
 * `answer_unreadable`, somebody between us and the platform answered, or with too much. After these, and after
 * `outcome_unknown`, an act may or may not have been done: repeat it with the same `key` to find out. `status` is 0
 * without an answer. `replayed`: this was the answer to an earlier request with its key; what can be done by now takes
 * another key.
 */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly title: string;
  readonly rule: string;
  readonly titleZh: string;
  readonly detailZh: string;
  readonly ruleZh: string;
  readonly citation: string;
  readonly requestId: string;
  readonly key: string;
  readonly retryable: boolean;
  readonly replayed: boolean;
  readonly errors: readonly FieldError[];

  constructor(code: string, status: number, details: ApiErrorDetails = {}, options: ErrorOptions = {}) {
    super(sentence(code, status, details), options);
    this.code = code;
    this.status = status;
    this.detail = details.detail ?? "";
    this.title = details.title ?? "";
    this.rule = details.rule ?? "";
    this.titleZh = details.title_zh ?? "";
    this.detailZh = details.detail_zh ?? "";
    this.ruleZh = details.rule_zh ?? "";
    this.citation = details.citation ?? "";
    this.requestId = details.requestId ?? "";
    this.key = details.key ?? "";
    this.retryable = details.retryable ?? false;
    this.replayed = details.replayed ?? false;
    this.errors = details.errors ?? [];
  }
}

function sentence(code: string, status: number, details: ApiErrorDetails): string {
  const words = [details.title, details.detail].filter(Boolean).join(" ");
  const more = [details.rule && `rule ${details.rule}`, details.requestId && `request ${details.requestId}`];
  const known = more.filter(Boolean).join(", ");
  return `${code}${status ? ` (${status})` : ""}${words && `: ${words}`}${known && ` [${known}]`}`;
}

/**
 * How often a call is made: at most `attempts` times and for `totalMs`, waiting a random part of a time that doubles
 * from `firstMs` to `longestMs`, or as long as the server asks.
 *
 * Only these are tried again, under the same idempotency key: a connection that was lost or timed out, the statuses 429,
 * 502, 503 and 504, and the code `outcome_unknown`.
 */
export interface RetryPolicy {
  readonly attempts: number;
  readonly firstMs: number;
  readonly longestMs: number;
  readonly totalMs: number;
}

/** A request as it is about to be sent, for a signer. */
export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  readonly headers: Headers;
}

export interface ClientOptions {
  /** For each attempt; 30 seconds when left out. */
  readonly timeoutMs?: number;
  readonly retry?: Partial<RetryPolicy>;
  /** Adds headers to every act, such as a device's signature. */
  readonly signer?: (request: Outgoing) => Promise<void>;
  /** In place of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
}

/** What every method takes last. */
export interface Options {
  /** Ends the call, wherever it is. */
  readonly signal?: AbortSignal;
}

/** What a method that acts takes last. */
export interface ActOptions extends Options {
  /** The idempotency key; made when left out. */
  readonly key?: string;
}

/** What a method takes last that can be tried without effect. */
export interface TryOptions extends ActOptions {
  /** Decide as for real, then take everything back. */
  readonly dryRun?: boolean;
}

/** What a method that lists takes last. */
export interface ListOptions extends Options {
  /** Items of a page. */
  readonly limit?: number;
  /** Where to go on from. */
  readonly cursor?: string;
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Call {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query?: Query;
  readonly body?: object | undefined;
  readonly options?: TryOptions | undefined;
  readonly file?: boolean;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor?: string | null;
  readonly has_more?: boolean;
}

const DEFAULT_RETRY: RetryPolicy = { attempts: 5, firstMs: 100, longestMs: 5_000, totalMs: 60_000 };
const STATUSES_TRIED_AGAIN: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const CODES_TRIED_AGAIN: ReadonlySet<string> = new Set(["outcome_unknown"]);
const PAGE_LIMIT = 200;
const ENDLESS = "a list that does not go on and does not end";
/** No answer is longer, documents included, however it was packed on its way. */
const ANSWER_MAX_BYTES = 64 * 1024 * 1024;

export class Transport {
  readonly baseUrl: string;
  readonly #apiKey: string;
  readonly #options: ClientOptions;
  readonly #retry: RetryPolicy;

  constructor(baseUrl: string, apiKey: string, options: ClientOptions) {
    this.baseUrl = baseUrl.replace(/\/+$/, "");
    if (!/^[!-~]*$/.test(apiKey)) throw new TypeError("apiKey: a key has no blanks, line ends or other signs");
    this.#apiKey = apiKey;
    this.#options = options;
    this.#retry = { ...DEFAULT_RETRY, ...options.retry };
  }

  async send<T>(call: Call): Promise<T> {
    const { signal } = call.options ?? {};
    const key = call.method === "POST" ? call.options?.key || `sdk-${crypto.randomUUID()}` : "";
    const end = performance.now() + this.#retry.totalMs;
    for (let attempt = 1; ; attempt++) {
      const left = attempt === 1 ? Infinity : end - performance.now();
      const timeoutMs = Math.ceil(Math.max(Math.min(this.#options.timeoutMs ?? 30_000, left), 1));
      const found = await this.#once<T>(call, key, timeoutMs);
      if (!(found instanceof Failed)) return found;
      const ceiling = Math.min(this.#retry.firstMs * 2 ** (attempt - 1), this.#retry.longestMs);
      const pauseMs = Math.max(found.askedMs, Math.random() * ceiling);
      if (!found.again || attempt >= this.#retry.attempts || performance.now() + pauseMs > end) throw found.error;
      await pause(pauseMs, signal);
    }
  }

  /** One attempt: the answer, or what went wrong. Throws the signal's reason when the caller ends it. */
  async #once<T>(call: Call, key: string, timeoutMs: number): Promise<T | Failed> {
    const { signal } = call.options ?? {};
    signal?.throwIfAborted();
    const timeout = AbortSignal.timeout(timeoutMs);
    let answer: Response;
    let bytes: Uint8Array | undefined;
    try {
      answer = await this.#fetch(call, key, signal ? AbortSignal.any([signal, timeout]) : timeout);
      bytes = await bounded(answer);
    } catch (cause) {
      signal?.throwIfAborted();
      if (!(cause instanceof TypeError) && !timeout.aborted) throw cause;
      const detail = timeout.aborted ? `no answer in ${timeoutMs} ms` : lost(cause);
      return new Failed(new ApiError("connection_failed", 0, { detail, key, retryable: true }, { cause }), true, 0);
    }
    if (!answer.ok) return refused(answer, bytes, key);
    try {
      if (bytes === undefined) throw new RangeError(`more than ${ANSWER_MAX_BYTES} bytes`);
      return (call.file ? bytes : read(new TextDecoder().decode(bytes))) as T;
    } catch (cause) {
      const requestId = answer.headers.get("x-request-id") ?? "";
      const { message: detail } = cause as Error;
      throw new ApiError("answer_unreadable", answer.status, { detail, requestId, key }, { cause });
    }
  }

  async #fetch(call: Call, key: string, signal: AbortSignal): Promise<Response> {
    const url = new URL(this.baseUrl + call.path);
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
    }
    if (call.options?.dryRun) url.searchParams.set("dry_run", "true");
    const headers = new Headers({ Accept: call.file ? "*/*" : "application/json" });
    if (this.#apiKey) headers.set("Authorization", `Bearer ${this.#apiKey}`);
    const init: RequestInit = { method: call.method, headers, signal, redirect: "manual" };
    if (call.method === "POST") {
      const body = JSON.stringify(call.body ?? {});
      headers.set("Content-Type", "application/json");
      headers.set("Idempotency-Key", key);
      await this.#options.signer?.({ method: call.method, url, body, headers });
      init.body = body;
    }
    return (this.#options.fetch ?? globalThis.fetch)(url, init);
  }
}

class Failed {
  readonly error: ApiError;
  readonly again: boolean;
  readonly askedMs: number;

  constructor(error: ApiError, again: boolean, askedMs: number) {
    this.error = error;
    this.again = again;
    this.askedMs = askedMs;
  }
}

function lost(cause: unknown): string {
  const below = (cause as { cause?: { code?: string } }).cause?.code;
  return [(cause as Error).message, below].filter(Boolean).join(": ");
}

/** The body of an answer; undefined, and the rest not read, when it is too long. */
async function bounded(answer: Response): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const reader = answer.body?.getReader(); reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > ANSWER_MAX_BYTES) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}

function refused(answer: Response, bytes: Uint8Array | undefined, key: string): Failed {
  const error = problem(answer, new TextDecoder().decode(bytes), key);
  const again = STATUSES_TRIED_AGAIN.has(error.status) || CODES_TRIED_AGAIN.has(error.code);
  const asked = answer.headers.get("retry-after") ?? "";
  return new Failed(error, again, /^\d{1,5}$/.test(asked) ? Number(asked) * 1_000 : 0);
}

/** JSON in which no member is named twice, of which readers would find different things (RFC 7493, 2.3). */
export function read(text: string): unknown {
  const found: unknown = JSON.parse(text);
  const open: (Set<string> | undefined)[] = [];
  for (const [sign, word, colon] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[[{}\]]/g)) {
    if (sign === "{") open.push(new Set());
    else if (sign === "[") open.push(undefined);
    else if (word === undefined) open.pop();
    else if (colon !== undefined) {
      const [names, name] = [open.at(-1), JSON.parse(word) as string];
      if (names?.has(name)) throw new SyntaxError("a member is named twice");
      names?.add(name);
    }
  }
  return found;
}

function problem(answer: Response, text: string, key: string): ApiError {
  try {
    const found = read(text) as Record<string, unknown>;
    const { code, retryable, request_id: requestId = "", errors = [] } = found;
    const words = ["detail", "title", "rule", "detail_zh", "title_zh", "rule_zh", "citation"].map((name) => found[name] ?? "");
    const texts = [code, requestId, ...words].every((each) => typeof each === "string");
    if (texts && typeof retryable === "boolean" && Array.isArray(errors) && errors.every(isField)) {
      return new ApiError(String(code), answer.status, {
        ...(found as ApiErrorDetails),
        requestId: String(requestId),
        key,
        replayed: answer.headers.has("idempotent-replayed"),
      });
    }
  } catch {
    // Somebody between us and the platform answered.
  }
  const requestId = answer.headers.get("x-request-id") ?? "";
  const retryable = STATUSES_TRIED_AGAIN.has(answer.status);
  return new ApiError("answer_unreadable", answer.status, { requestId, key, retryable });
}

function isField(each: unknown): each is FieldError {
  const { field, message, message_zh = "" } = (each ?? {}) as Record<string, unknown>;
  return [field, message, message_zh].every((text) => typeof text === "string");
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", end);
      resolve();
    }, ms);
    if (signal?.aborted) end();
    else signal?.addEventListener("abort", end, { once: true });
  });
}

/**
 * All items of a list, fetched page after page: `for await`.
 *
 * When they have ended, `cursor` is where the list goes on, also later: give it as `cursor` to see what is new.
 */
export class Pages<T> implements AsyncIterable<T> {
  cursor: string | undefined;
  readonly #transport: Transport;
  readonly #call: Call;
  readonly #limit: number | undefined;

  constructor(transport: Transport, call: Call, paging?: ListOptions) {
    this.#transport = transport;
    this.#call = call;
    this.#limit = paging && (paging.limit ?? PAGE_LIMIT);
    this.cursor = paging?.cursor;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (let more = true; more; ) {
      const query = { ...this.#call.query, limit: this.#limit, cursor: this.cursor };
      const page = await this.#transport.send<Page<T> | null>({ ...this.#call, query });
      if (!Array.isArray(page?.items)) throw new ApiError("answer_unreadable", 200, { detail: "not a list" });
      const goesOn = this.#limit && (page.next_cursor ?? this.cursor) !== this.cursor;
      if (page.has_more && !goesOn) throw new ApiError("answer_unreadable", 200, { detail: ENDLESS });
      this.cursor = page.next_cursor ?? this.cursor;
      more = page.has_more ?? false;
      yield* page.items;
    }
  }

  /** All items at once. */
  async all(): Promise<T[]> {
    const found: T[] = [];
    for await (const item of this) found.push(item);
    return found;
  }
}

/** A path with its ids. Throws `ApiError`: an id that would lead elsewhere. */
export function path(parts: TemplateStringsArray, ...ids: readonly (string | number)[]): string {
  const texts = ids.map((id) => {
    const text = String(id);
    if (["", ".", ".."].includes(text)) throw new ApiError("request_malformed", 0, { detail: "an id is missing" });
    return encodeURIComponent(text);
  });
  return String.raw({ raw: parts }, ...texts);
}
