/** Where the bars of a bridge begin and end. For the screen only: the numbers that are read come as texts. */
import type { Step } from "./described";

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A sum stands on nought, a part hangs where the one before it has ended. */
export function spans(steps: readonly Step[]): Span[] {
  let level = 0;
  return steps.map(({ value, is_sum }) => {
    const from = is_sum ? 0 : level;
    level = is_sum ? Number(value) : level + Number(value);
    return { from, to: level };
  });
}

/** Parts of at least this share of the axis can be told apart. */
const SEEN = 0.3;
const ROOM = 0.35;

/** Where the axis begins: at nought, unless the parts would be no more than threads beside their sums. */
export function beginning(bars: readonly Span[]): number {
  const levels = bars.map(({ to }) => to);
  const [least, most] = [Math.min(...levels), Math.max(...levels)];
  if (least <= 0 || most - least > SEEN * most) return Math.min(0, least);
  return Math.max(0, least - Math.max(most - least, most * 0.01) * ROOM);
}
