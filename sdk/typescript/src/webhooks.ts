/** What a receiver of webhooks verifies: Standard Webhooks, scheme v1 (HMAC-SHA256). */

import { read } from "./core.ts";
import type { WebhookEvent } from "./models.ts";

const TOLERANCE_S = 300;
const VERSION = "v1,";

/** A message that does not come from the platform, or comes too late. */
export class SignatureInvalid extends Error {
  override readonly name = "SignatureInvalid";
}

/** Headers of a request, as `fetch` and as Node have them. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The event that a request to your endpoint carries; `type` says what `data` is, and one of a kind that is newer than this
 * package arrives as it came. `body` is what came, to the byte, `nowS` the Unix time.
 *
 * Throws `SignatureInvalid`: it is not from the platform, or more than five minutes old. Keep the ids of events you have
 * handled: a message may come more than once.
 */
export async function verifyWebhook(
  secret: string,
  headers: WebhookHeaders,
  body: Uint8Array | string,
  nowS: number = Date.now() / 1_000,
): Promise<WebhookEvent> {
  const [id, stamp, signatures] = ["id", "timestamp", "signature"].map((name) => header(headers, `webhook-${name}`));
  if (!id || !stamp || !/^[0-9]{1,15}$/.test(stamp) || Math.abs(Number(stamp) - nowS) > TOLERANCE_S) {
    throw new SignatureInvalid("no id, or a timestamp that is missing or too far away");
  }
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const signed = new Uint8Array(await new Blob([`${id}.${stamp}.`, bytes as BlobPart]).arrayBuffer());
  const shown = (signatures ?? "").split(/\s+/).filter((each) => each.startsWith(VERSION));
  const right = await Promise.all(shown.map((each) => fits(secret, each.slice(VERSION.length), signed)));
  if (!right.includes(true)) throw new SignatureInvalid("no signature fits");
  try {
    const event = read(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    if (typeof (event as { type?: unknown } | null)?.type === "string") return event as WebhookEvent;
  } catch (cause) {
    throw new SignatureInvalid("signed, but no event", { cause });
  }
  throw new SignatureInvalid("signed, but no event");
}

function header(headers: WebhookHeaders, name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? "";
  const found = Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1] ?? "";
  return typeof found === "string" ? found : found.join(", ");
}

async function fits(secret: string, signature: string, signed: Uint8Array): Promise<boolean> {
  const given = decoded(signature);
  if (given === undefined) return false;
  const raw = Uint8Array.from(atob(secret.replace(/^whsec_/, "")), (each) => each.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  return crypto.subtle.verify("HMAC", key, given as BufferSource, signed as BufferSource);
}

/** Bytes from base64 in its one form; undefined where a text is not that. */
function decoded(text: string): Uint8Array | undefined {
  try {
    const binary = atob(text);
    return btoa(binary) === text ? Uint8Array.from(binary, (each) => each.charCodeAt(0)) : undefined;
  } catch {
    return undefined;
  }
}
