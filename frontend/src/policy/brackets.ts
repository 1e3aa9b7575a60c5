/** Brackets and quotes of a formula: which belong together, which have no other. */

const OPENS = "([{";
const CLOSES = ")]}";
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "«": "»", "“": "”" };

export interface Pair {
  readonly at: readonly number[];
  /** It has no other. */
  readonly isAlone: boolean;
}

/** The bracket before the caret, else the one behind it, and the other one of it. */
export function pairAt(text: string, caret: number): Pair | null {
  const { pairs, alone } = paired(text);
  for (const at of [caret - 1, caret]) {
    const other = pairs.get(at);
    if (other !== undefined) return { at: [at, other].sort((a, b) => a - b), isAlone: false };
    if (alone.has(at)) return { at: [at], isAlone: true };
  }
  return null;
}

/** All brackets outside of quotes; a name in square brackets holds no others. */
function paired(text: string): { pairs: Map<number, number>; alone: Set<number> } {
  const pairs = new Map<number, number>();
  const alone = new Set<number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    const quote = QUOTES[sign];
    if (quote) at = closing(text, at, quote);
    else if (OPENS.includes(sign)) open.push(at);
    else if (CLOSES.includes(sign)) {
      const last = open.at(-1);
      if (last !== undefined && OPENS.indexOf(text[last] ?? "") === CLOSES.indexOf(sign)) {
        open.pop();
        pairs.set(last, at).set(at, last);
      } else alone.add(at);
    }
  }
  open.forEach((at) => alone.add(at));
  return { pairs, alone };
}

function closing(text: string, from: number, quote: string): number {
  const at = text.indexOf(quote, from + 1);
  return at < 0 ? text.length : at;
}

/** What is put in where a quote is typed at the caret: both of them, nothing (it is stepped over), or null: just it. */
export function quoteTyped(text: string, caret: number, sign: string): "pair" | "over" | null {
  const other = QUOTES[sign];
  const next = text[caret] ?? "";
  const inside = isInside(text, caret);
  if (inside) return sign === inside && next === sign ? "over" : null;
  return other && !/[\p{L}\p{N}_]/u.test(next) ? "pair" : null;
}

/** By which sign the quote is closed in which the caret stands; nothing: it stands in none. */
function isInside(text: string, caret: number): string {
  for (let at = 0; at < caret; at += 1) {
    const quote = QUOTES[text[at] ?? ""];
    if (!quote) continue;
    at = closing(text, at, quote);
    if (at >= caret) return quote;
  }
  return "";
}

export function otherQuote(sign: string): string {
  return QUOTES[sign] ?? "";
}
