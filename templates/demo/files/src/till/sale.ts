import { post } from "./net";
import { printReceipt } from "./printer";

export type Line = { code: string; title: string; price: number; count: number };
export type Sale = { id: string; till: string; at: string; lines: Line[] };

/** Sends a sale to the server and prints the receipt once the answer is here. */
export async function finish(sale: Sale): Promise<void> {
  const answer = await post("/sales", sale, { timeoutMs: 20_000 });
  if (!answer.ok) {
    throw new Error(`sale ${sale.id} was not taken: ${answer.status}`);
  }
  await printReceipt(sale);
}

export function total(sale: Sale): number {
  return sale.lines.reduce((sum, line) => sum + line.price * line.count, 0);
}
