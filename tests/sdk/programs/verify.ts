// Verifies messages and says what each was: the id of its event, or what is wrong.
import { SignatureInvalid, verifyWebhook } from "../../../sdk/typescript/src/index.ts";

interface Message {
  readonly secret: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly now_s: number;
}

const { messages } = JSON.parse(process.argv[2] ?? "{}") as { messages: readonly Message[] };
const found: string[] = [];
for (const { secret, headers, body, now_s } of messages) {
  const bytes = Uint8Array.from(atob(body), (each) => each.charCodeAt(0));
  const ways = [headers, new Headers(headers)].map(async (each) => {
    try {
      return (await verifyWebhook(secret, each, bytes, now_s)).id;
    } catch (error) {
      if (!(error instanceof SignatureInvalid)) throw error;
      return error.message;
    }
  });
  const [one, other] = await Promise.all(ways);
  found.push(one === other ? String(one) : `${one} and ${other}`);
}
console.log(JSON.stringify(found));
