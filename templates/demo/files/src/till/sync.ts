import { get } from "./net";
import { applyChange, lastChange } from "./store";

// DEC-5: a till asks once a minute. Tills spread over the minute by their number.
const EVERY_MS = 60_000;
const AT_MOST = 500;

export function start(tillNumber: number): void {
  const offset = (tillNumber * 997) % EVERY_MS;
  setTimeout(() => setInterval(ask, EVERY_MS), offset);
}

async function ask(): Promise<void> {
  const since = await lastChange();
  const changes = await get(`/changes?since=${since}&limit=${AT_MOST}`);
  for (const change of changes) {
    await applyChange(change);
  }
}
