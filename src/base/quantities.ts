/** Plain numbers as text: counts, shares, ratios, sizes. Times have their own door, time.ts. */

/** A count with a space between thousands: `540`, `12 400`. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+(?!\d))/g, " ");
}

/** A share as whole per cent: `98%`; 1.0 is 100 %. */
export function formatPercent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** A ratio with one decimal, or two below one: `6.8x`, `0.93x`. */
export function formatRatio(ratio: number): string {
  return `${ratio.toFixed(ratio < 0.995 ? 2 : 1)}x`;
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
