import { db } from "./store";

/** How many copies the shop has, as far as this till knows. */
export function count(edition: string): number {
  const row = db.get("select count from stock where edition = ?", edition);
  return row?.count ?? 0;
}

export function maySell(edition: string, wanted: number): boolean {
  return count(edition) >= wanted;
}

export function take(edition: string, sold: number): void {
  db.run("update stock set count = count - ? where edition = ?", sold, edition);
}
