// Numbers and dates as people read them.

const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const numbers = new Intl.NumberFormat("en", { useGrouping: true });

export const count = (n) => numbers.format(n).replaceAll(",", "\u202f");

export const plural = (n, one, many) => `${count(n)} ${n === 1 ? one : many}`;

/** 2026-02-14 (or a moment) as 14 Feb 2026. */
export const day = (text) => days.format(new Date(`${text.slice(0, 10)}T00:00:00Z`));

/** A probability: 23 %, 4.1 %, < 0.1 %. */
export function percent(p) {
  if (p <= 0) return "0 %";
  if (p < 0.001) return "< 0.1 %";
  return p < 0.0995 ? `${(p * 100).toFixed(1).replace(/\.0$/, "")} %` : `${Math.round(p * 100)} %`;
}

export function bytes(n) {
  const units = ["B", "kB", "MB", "GB"];
  const power = Math.min(Math.floor(Math.log10(Math.max(n, 1)) / 3), units.length - 1);
  return `${(n / 1000 ** power).toFixed(power && n / 1000 ** power < 10 ? 1 : 0)} ${units[power]}`;
}
