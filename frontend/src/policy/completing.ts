/** What may be meant by what is being typed in a formula, and what the function around the caret takes. */
import type { KnownFunction, Vocabulary } from "./described";

export interface Offer {
  readonly text: string;
  readonly told: string;
  readonly isFunction: boolean;
}

export interface Asked {
  /** Where the word before the caret begins. */
  readonly from: number;
  readonly word: string;
  /** Within quotes: the name of a table is meant. */
  readonly isTable: boolean;
}

const NAME = /[\p{L}_][\p{L}\p{N}_]*$/u;
const BRACKET = /\[[^[\]]*$/;
const QUOTE = /["«“][^"»”]*$/;
const PLAIN = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const MOST = 9;

export function asked(text: string, caret: number): Asked | null {
  const before = text.slice(0, caret);
  if (isQuoted(before)) {
    const quote = QUOTE.exec(before);
    return quote ? { from: quote.index, word: quote[0].slice(1), isTable: true } : null;
  }
  const bracket = BRACKET.exec(before);
  if (bracket) return { from: bracket.index, word: bracket[0].slice(1), isTable: false };
  const name = NAME.exec(before);
  return name ? { from: name.index, word: name[0], isTable: false } : null;
}

export function isQuoted(before: string): boolean {
  const open = (before.match(/"/g) ?? []).length % 2 === 1;
  return open || before.lastIndexOf("«") > before.lastIndexOf("»") || before.lastIndexOf("“") > before.lastIndexOf("”");
}

function folded(text: string): string {
  return text.toLowerCase().replaceAll("ё", "е");
}

export interface Names {
  readonly vocabulary: Vocabulary;
  /** Formulas with names that stand above, and tables, as the page has them now. */
  readonly named: readonly string[];
  readonly tables: readonly string[];
  /** Where it is typed. */
  readonly part: string;
  /** Named formulas don't know columns of prices. */
  readonly withColumns: boolean;
  readonly words: Readonly<Record<string, string>>;
}

/** The nearest first: what begins so, then what holds it; names before functions. */
export function offers(word: string, isTable: boolean, names: Names): Offer[] {
  const sought = folded(word);
  const all = isTable ? names.tables.map((name) => ({ name, other: "", told: names.words["table"] ?? "", isFunction: false })) : known(names);
  const ranked = all.flatMap((one) => {
    const rank = Math.min(rankOf(folded(one.name), sought), rankOf(folded(one.other), sought) + 0.5);
    return rank < 2 ? [{ ...one, rank: rank + (one.isFunction ? 0.2 : 0) }] : [];
  });
  ranked.sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name));
  return ranked.slice(0, MOST).map(({ name, told, isFunction }) => ({ text: isTable ? `"${name}"` : isFunction ? `${name}(` : written(name), told, isFunction }));
}

function known({ vocabulary, named, part, withColumns, words }: Names): { name: string; other: string; told: string; isFunction: boolean }[] {
  const fields = vocabulary.fields.filter((one) => (!one.only_in.length || one.only_in.includes(part)) && (withColumns || one.kind !== words["column"]));
  return [
    ...named.map((name) => ({ name, other: "", told: words["named"] ?? "", isFunction: false })),
    ...fields.map(({ name, other, kind }) => ({ name, other, told: kind, isFunction: false })),
    ...vocabulary.functions.map((one) => ({ name: one.name, other: one.other, told: `${one.arguments}`, isFunction: true })),
  ];
}

function rankOf(name: string, sought: string): number {
  if (!name) return 9;
  if (name.startsWith(sought)) return 0;
  return sought.length > 1 && name.includes(sought) ? 1 : 9;
}

export function written(name: string): string {
  return PLAIN.test(name) ? name : `[${name}]`;
}

export interface Around {
  readonly called: KnownFunction;
  /** Which of its arguments the caret stands in, from 0. */
  readonly argument: number;
}

/** The function whose brackets the caret stands in. A comma between digits is a fraction. */
export function around(text: string, caret: number, vocabulary: Vocabulary): Around | null {
  const open: { name: string; argument: number }[] = [];
  const signs = /"(?:[^"]|"")*"?|«[^»]*»?|“[^”]*”?|\{[^}]*\}?|\[[^\]]*\]?|[\p{L}_][\p{L}\p{N}_]*\s*\(|[();]|(?<!\d),|,(?!\d)/gu;
  for (const [sign] of text.slice(0, caret).matchAll(signs)) {
    const inside = open.at(-1);
    if (sign === ")") open.pop();
    else if ((sign === ";" || sign === ",") && inside) inside.argument += 1;
    else if (sign.endsWith("(") && !'"«“'.includes(sign.charAt(0))) open.push({ name: folded(sign.slice(0, -1).trim()), argument: 0 });
  }
  const nearest = open.findLast((one) => one.name !== "");
  const called = vocabulary.functions.find((one) => folded(one.name) === nearest?.name || folded(one.other) === nearest?.name);
  return called && nearest ? { called, argument: nearest.argument } : null;
}

/** The arguments of a function, and which of them is meant; the last ones go on as often as one likes. */
export function argumentsOf({ called, argument }: Around): { text: string; isMeant: boolean }[] {
  const all = called.arguments.split(";").map((one) => one.trim());
  const goesOn = all.at(-1) === "…";
  const meant = goesOn ? Math.min(argument, all.length - 1) : argument;
  return all.map((text, place) => ({ text, isMeant: place === meant }));
}
