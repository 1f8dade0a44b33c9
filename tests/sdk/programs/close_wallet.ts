// Closes a wallet of a server and says what came of it.
import { ApiError, Client } from "../../../sdk/typescript/src/index.ts";
import type { ClientOptions } from "../../../sdk/typescript/src/index.ts";

const given = JSON.parse(process.argv[2] ?? "{}") as { url: string; key: string; options: ClientOptions };
const client = new Client(given.url, "jz_x", given.options);
try {
  const closed = await client.wallets.close("wal_1", { key: given.key });
  console.log(JSON.stringify({ wallet: closed.wallet }));
} catch (error) {
  if (!(error instanceof ApiError)) throw error;
  const { code, status, detail, rule, requestId, key, retryable, errors } = error;
  console.log(JSON.stringify({ code, status, detail, rule, requestId, key, retryable, errors, text: error.message }));
}
