// Pays a store, refunds a part and lists what happened.
import { ApiError, Client } from "../../../sdk/typescript/src/index.ts";

interface Given {
  readonly url: string;
  readonly li: string;
  readonly teahouse: string;
  readonly ids: Readonly<Record<"li" | "counter", string>>;
}

const { url, li, teahouse, ids } = JSON.parse(process.argv[2] ?? "{}") as Given;
const payer = new Client(url, li);
const payee = new Client(url, teahouse);
const order = { payer: ids.li, amount: { minor: 1999, asset: "E-CNY" }, store: ids.counter } as const;

const tried = await payer.payments.create(order, { dryRun: true });
const gone = await refusal(payer.payments.get(tried.payment));
const paid = await payer.payments.create(order, { key: "tea-1" });
const again = await payer.payments.create(order, { key: "tea-1" });
const refunds: number[] = [];
for (const minor of [999, 500, 1]) {
  const refunded = await payee.payments.refunds.create(paid.payment, { amount: { minor, asset: "E-CNY" } });
  refunds.push(refunded.refunded.minor);
}
const listed = await payee.payments.refunds.list(paid.payment, {}, { limit: 2 }).all();
const statement = payer.wallets.statement(ids.li, { limit: 2 });
const lines: number[] = [];
for await (const line of statement) lines.push(line.amount.minor);
const later = await payer.wallets.statement(ids.li, statement.cursor ? { cursor: statement.cursor } : {}).all();
const csv = await payer.wallets.statements.getFile(ids.li, { from: "2025-12-30", to: "2025-12-30", format: "csv" });

async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "";
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
}

console.log(
  JSON.stringify({
    gone,
    same: again.payment === paid.payment,
    refunds,
    listed: listed.map((refund) => refund.amount.minor),
    state: (await payer.payments.get(paid.payment)).state,
    lines,
    later: later.length,
    csv: new TextDecoder().decode(csv).includes("19.99"),
    refused: await refusal(payer.payments.create({ ...order, amount: { minor: 10 ** 12, asset: "E-CNY" } })),
  }),
);
