// Ends a call a while after it was sent and says with which reason it ended.
import { Client } from "../../../sdk/typescript/src/index.ts";

const given = JSON.parse(process.argv[2] ?? "{}") as { url: string; ms: number };
const controller = new AbortController();
const sent: typeof fetch = (...request) => {
  setTimeout(() => controller.abort("enough"), given.ms);
  return fetch(...request);
};
try {
  await new Client(given.url, "jz_x", { fetch: sent }).wallets.close("wal_1", { signal: controller.signal });
} catch (reason) {
  console.log(JSON.stringify({ reason }));
}
