/** The colours of charts: the tokens of the page as they are now, light or dark. */
import type { Tone } from "./described";

export interface Look {
  readonly font: string;
  readonly ink: string;
  readonly dim: string;
  readonly line: string;
  readonly paper: string;
  readonly tones: Readonly<Record<Exclude<Tone, "">, string>>;
  readonly series: readonly string[];
}

const SERIES = 8;

export function lookOf(element: Element): Look {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    font: style.fontFamily,
    ink: token("ink"),
    dim: token("ink-3"),
    line: token("line"),
    paper: token("paper"),
    tones: { good: token("good"), bad: token("bad-line"), warn: token("warn-line"), dim: token("ink-3") },
    series: Array.from({ length: SERIES }, (_, place) => token(`series-${place + 1}`)),
  };
}

export function colourOf(look: Look, tone: Tone, place: number): string {
  return tone ? look.tones[tone] : (look.series[place % look.series.length] ?? look.ink);
}
