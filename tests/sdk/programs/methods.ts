// Says which of the named methods a client does not have.
import { Client } from "../../../sdk/typescript/src/index.ts";

const { names } = JSON.parse(process.argv[2] ?? "{}") as { names: string[] };
const client: unknown = new Client("http://platform", "");
const missing = names.filter((name) => {
  let found: unknown = client;
  for (const part of name.split(".")) found = (found as Record<string, unknown>)[part];
  return typeof found !== "function";
});
console.log(JSON.stringify(missing));
