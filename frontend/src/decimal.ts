/** Sums of decimals without floats: integers scaled to four digits, the finest that the product stores. */

const DIGITS = 4;
const SCALE = 10n ** BigInt(DIGITS);
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?$/;

export interface Sum {
  readonly sum: string;
  readonly average: string;
  readonly count: number;
}

function scaled(text: string): bigint | null {
  const match = NUMBER.exec(text);
  if (!match) return null;
  const fraction = (match[3] ?? "").padEnd(DIGITS, "0").slice(0, DIGITS);
  const whole = BigInt(match[2] ?? "0") * SCALE + BigInt(fraction);
  return match[1] ? -whole : whole;
}

function unscaled(value: bigint): string {
  const size = value < 0n ? -value : value;
  const fraction = String(size % SCALE).padStart(DIGITS, "0").replace(/0+$/, "");
  const text = fraction ? `${size / SCALE}.${fraction}` : String(size / SCALE);
  return value < 0n ? `-${text}` : text;
}

/** Sum and average of what is a number among the values; the rest is passed over, as Excel does. */
export function sumOf(values: Iterable<string>): Sum | null {
  let sum = 0n;
  let count = 0;
  for (const value of values) {
    const number = scaled(value);
    if (number === null) continue;
    sum += number;
    count += 1;
  }
  if (!count) return null;
  return { sum: unscaled(sum), average: unscaled(divided(sum, BigInt(count))), count };
}

function divided(sum: bigint, count: bigint): bigint {
  const half = sum < 0n ? -count / 2n : count / 2n;
  return (sum + half) / count;
}
