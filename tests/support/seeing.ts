/** How colours look: to eyes with and without each kind of cone, and how far apart two of them are. */

/** Full loss of one kind of cone, on linear red, green and blue (Machado, Oliveira, Fernandes 2009, severity 1.0). */
export const VISIONS = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const satisfies Readonly<Record<string, readonly number[]>>;
export type Vision = keyof typeof VISIONS;

type Triple = readonly [number, number, number];

const linear = (part: number): number => {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

const times = (matrix: readonly number[], [a, b, c]: Triple): Triple => {
  const row = (first: number): number =>
    (matrix[first] ?? 0) * a + (matrix[first + 1] ?? 0) * b + (matrix[first + 2] ?? 0) * c;
  return [row(0), row(3), row(6)];
};

/** Linear sRGB to CIE XYZ, D65. */
const XYZ = [0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.072175, 0.0193339, 0.119192, 0.9503041];
const WHITE_POINT: Triple = [0.95047, 1, 1.08883];

/** Lightness 0 to 100, and two axes of hue, of 24 bits as an eye sees them (CIE 1976 L*a*b*). */
export function lab(rgb: number, vision: Vision = "usual"): Triple {
  const light: Triple = [linear((rgb >> 16) & 255), linear((rgb >> 8) & 255), linear(rgb & 255)];
  const seen = times(VISIONS[vision], light).map((part) => Math.min(1, Math.max(0, part))) as unknown as Triple;
  const [x, y, z] = times(XYZ, seen).map((part, at) => {
    const share = part / (WHITE_POINT[at] ?? 1);
    return share > 216 / 24389 ? Math.cbrt(share) : ((24389 / 27) * share + 16) / 116;
  }) as unknown as Triple;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const cosine = (degrees: number): number => Math.cos(radians(degrees));
const angle = (a: number, b: number): number => ((((Math.atan2(b, a) * 180) / Math.PI) % 360) + 360) % 360;

/** How different two colours look: 1 is hardly noticed, 10 is plain (CIEDE2000; Sharma, Wu, Dalal 2005). */
export function difference([l1, a1, b1]: Triple, [l2, a2, b2]: Triple): number {
  const seventh = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7;
  const stretch = 1.5 - 0.5 * Math.sqrt(seventh / (seventh + 25 ** 7));
  const [c1, c2] = [Math.hypot(a1 * stretch, b1), Math.hypot(a2 * stretch, b2)];
  const [h1, h2] = [angle(a1 * stretch, b1), angle(a2 * stretch, b2)];
  const isGrey = c1 * c2 === 0;
  const turn = isGrey ? 0 : ((h2 - h1 + 540) % 360) - 180;
  const hue = isGrey ? h1 + h2 : (h1 + turn / 2 + 360) % 360;
  const lightness = (l1 + l2) / 2;
  const chroma = (c1 + c2) / 2;
  const t =
    1 - 0.17 * cosine(hue - 30) + 0.24 * cosine(2 * hue) + 0.32 * cosine(3 * hue + 6) - 0.2 * cosine(4 * hue - 63);
  const dl = (l2 - l1) / (1 + (0.015 * (lightness - 50) ** 2) / Math.sqrt(20 + (lightness - 50) ** 2));
  const dc = (c2 - c1) / (1 + 0.045 * chroma);
  const dh = (2 * Math.sqrt(c1 * c2) * Math.sin(radians(turn / 2))) / (1 + 0.015 * chroma * t);
  const rotation =
    -2 *
    Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)) *
    Math.sin(radians(60 * Math.exp(-(((hue - 275) / 25) ** 2))));
  return Math.sqrt(dl ** 2 + dc ** 2 + dh ** 2 + rotation * dc * dh);
}
