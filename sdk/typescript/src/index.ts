export { ApiError, Pages } from "./core.ts";
export type {
  ActOptions,
  ApiErrorDetails,
  ClientOptions,
  FieldError,
  ListOptions,
  Options,
  Outgoing,
  RetryPolicy,
  TryOptions,
} from "./core.ts";
export { Client } from "./client.ts";
export type * as models from "./models.ts";
export type { WebhookEvent } from "./models.ts";
export { SignatureInvalid, verifyWebhook } from "./webhooks.ts";
export type { WebhookHeaders } from "./webhooks.ts";
