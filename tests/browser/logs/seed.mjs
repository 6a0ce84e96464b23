// Numbers that look thrown and are the same on every machine (mulberry32).
export function seeded(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(next() * count);
  return { below, one: (all) => all[below(all.length)], some: (all, most) => distinct(all, below(most + 1), below) };
}

function distinct(all, count, below) {
  const left = [...all];
  return Array.from({ length: Math.min(count, all.length) }, () => left.splice(below(left.length), 1)[0]);
}

const DAY = 24 * 60 * 60 * 1000;

// The day that lies so many days after another, as a date is written in a record.
export function daysAfter(day, count) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);
}
