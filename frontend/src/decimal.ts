/** Sums of decimals without floats: integers scaled to four digits, the finest that the product stores. */

const DIGITS = 4;
const SCALE = 10n ** BigInt(DIGITS);
const CENT = SCALE / 100n;
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?$/;

export interface Sum {
  readonly sum: string;
  /** To two digits, half of the last one away from zero. */
  readonly average: string;
  readonly count: number;
  readonly least: string;
  readonly greatest: string;
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

/** Of what is a number among the values; the rest is passed over, as Excel does. */
export function sumOf(values: Iterable<string>): Sum | null {
  const numbers: bigint[] = [];
  for (const value of values) {
    const number = scaled(value);
    if (number !== null) numbers.push(number);
  }
  const [first, ...others] = numbers;
  if (first === undefined) return null;
  const sum = others.reduce((all, one) => all + one, first);
  const least = others.reduce((one, other) => (other < one ? other : one), first);
  const greatest = others.reduce((one, other) => (other > one ? other : one), first);
  const average = divided(sum, BigInt(numbers.length) * CENT) * CENT;
  return { sum: unscaled(sum), average: unscaled(average), count: numbers.length, least: unscaled(least), greatest: unscaled(greatest) };
}

function divided(sum: bigint, count: bigint): bigint {
  const half = sum < 0n ? -count / 2n : count / 2n;
  return (sum + half) / count;
}
