import { expect, test } from "vitest";
import { ASKED, LIST } from "../src/controls/shortcuts";
import { PERIODS } from "../src/filters";
import { say } from "../src/words";
import type { Word } from "../src/words";

const HEAD = `# Keys and filters

\`?\` lists on every page what works there. This page is made of the same list: \`make docs\` writes it anew.
`;

function both(word: Word): string {
  return `${say(word, "en")} | ${say(word, "ru")}`;
}

function coded(texts: string): string {
  return texts.split("  ").map((text) => `\`${text.replaceAll("|", "\\|")}\``).join(" ");
}

function table(title: Word, rows: readonly (readonly [texts: string, word: Word, ...rest: unknown[]])[]): string {
  const lines = rows.map(([texts, word]) => `| ${coded(texts)} | ${both(word)} |`);
  return [`## ${say(title, "en")}`, "", "| | in English | по-русски |", "|---|---|---|", ...lines, ""].join("\n");
}

test("the reference tells the keys and filters that there are", async () => {
  const keys = LIST.map(([title, lines]) => table(title, lines));
  const filters = ASKED.map(([title, examples]) => table(title, examples.map(([text, word]) => [text === "f_named_example" ? say(text, "en") : text, word])));
  const periods = `Named days: ${PERIODS.map((period) => `${say(period, "en")} (${say(period, "ru")})`).join(", ")}; months and years by their names.\n`;
  await expect([HEAD, ...keys, ...filters, periods].join("\n")).toMatchFileSnapshot("../../docs/reference/keys.md");
});
