// Lists everything of a server and says what came of it.
import { ApiError, Client } from "../../../sdk/typescript/src/index.ts";

const given = JSON.parse(process.argv[2] ?? "{}") as { url: string };
try {
  console.log(JSON.stringify({ items: await new Client(given.url, "jz_x").events.list().all() }));
} catch (error) {
  if (!(error instanceof ApiError)) throw error;
  console.log(JSON.stringify({ code: error.code }));
}
