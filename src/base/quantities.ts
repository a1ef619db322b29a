/** Plain numbers as text: counts, shares, ratios, sizes. Times have their own door, time.ts. */

/** A count with a space between thousands: `540`, `12 400`. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+(?!\d))/g, " ");
}

/** A share as whole per cent: `98%`; 1.0 is 100 %. */
export function formatPercent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** A share that may be small, with one decimal below ten per cent: `0.4%`, `12%`. */
export function formatFinePercent(share: number): string {
  return share < 0.0995 ? `${(share * 100).toFixed(1)}%` : formatPercent(share);
}

/** A number with one decimal: `1.0`, `12.4`. */
export const formatDecimal = (value: number): string => value.toFixed(1);

/** A ratio with one decimal, or two below one: `6.8x`, `0.93x`. */
export function formatRatio(ratio: number): string {
  return `${ratio.toFixed(ratio < 0.995 ? 2 : 1)}x`;
}

/** Any figure to four significant digits: `0.9863`, `5092`, `24550`. */
export function formatFigure(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** A size in binary units: `512 B`, `24.0 MiB`. */
export function formatBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < SIZES.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${SIZES[unit]}`;
}

const SIZES = ["B", "KiB", "MiB", "GiB", "TiB"] as const;
