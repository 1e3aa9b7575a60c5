/** A fake server for `npm run dev`: it exists only to look at the sheet, nothing of it is built. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";

const BRANDS = ["SKF", "FAG", "ГПЗ", "NSK", "Gates", "Optibelt", "Rubena", "INA", "Timken", "NTN", "KOYO", "SNR"];
const KINDS = ["Подшипник шариковый радиальный 20×47×14, резиновые уплотнения", "Подшипник роликовый конический 25×52×16,25", "Ремень клиновой A(13)-1250 Lp / 1220 Li", "Ремень узкоклиновой SPB 2120 Lw"];
const GROUPS = ["Подшипники / Шариковые радиальные", "Подшипники / Роликовые конические", "Ремни / Клиновые", "Ремни / Узкоклиновые"];
const TOTAL = Number(process.env["SAMPLE_ROWS"] ?? 104_310);
const EACH_GROUP = 9;
const quantities = new Map<number, string>([[1, "40"], [3, "20"], [4, "100"]]);

type Cells = (string | number | null)[];

function row(index: number): Cells {
  if (index % EACH_GROUP === 0) return [null, GROUPS[(index / EACH_GROUP) % GROUPS.length] ?? "", EACH_GROUP - 1];
  const cents = 8740 + ((index * 7919) % 150_000);
  const price = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
  const quantity = quantities.get(index) ?? null;
  const sum = quantity ? ((cents * Number(quantity)) / 100).toFixed(2) : null;
  return [String(index), article(index), BRANDS[index % BRANDS.length] ?? "", KINDS[Math.floor(index / EACH_GROUP) % KINDS.length] ?? "", price,
    String((index * 37) % 3500), String(index % 4 ? (index * 13) % 900 : 0), index % 5 ? "" : `${(index % 7) * 40 + 40} · 02.12`, String([10, 5, 50, 1][index % 4]), quantity, sum];
}

function article(index: number): string {
  return `62${String(index % 100).padStart(2, "0")}-${["2RS", "2RS1/C3", "2Z", "J2/Q"][index % 4]}${index > 200 ? `/${index}` : ""}`;
}

function rows(parameters: URLSearchParams): unknown {
  const from = Number(parameters.get("from"));
  const filtered = parameters.has("q") || parameters.has("brand") || parameters.has("in_stock");
  const total = parameters.get("q") === "zzz" ? 0 : filtered ? 1284 : TOTAL;
  const count = Math.max(0, Math.min(Number(parameters.get("count")), total - from));
  const list = Array.from({ length: count }, (_, offset) => row(from + offset));
  const styles = Object.fromEntries(list.filter((cells) => cells[9]).map((cells) => [cells[0], { "": "mine" }]));
  return { total, all: TOTAL, exact: true, rows: list, styles, facets: facets(), status: status() };
}

function facets(): unknown {
  return {
    brand: BRANDS.map((title, index) => ({ value: String(index), title, count: 9000 - index * 640 })),
    in_stock: [{ value: "1", title: "в наличии", count: 70_112 }],
    group: [
      { value: "1", title: "Подшипники", count: 18_420 }, { value: "2", title: "Шариковые", count: 7906, level: 2 },
      { value: "3", title: "Роликовые", count: 5140, level: 2 }, { value: "4", title: "Корпусные", count: 2377, level: 2 },
      { value: "5", title: "Ремни", count: 9812 }, { value: "6", title: "Цепи", count: 3055 }, { value: "7", title: "Сальники", count: 12_640 },
      { value: "8", title: "Смазки", count: 1187 }, { value: "9", title: "Инструмент", count: 21_903 }, { value: "10", title: "Крепёж", count: 37_293 },
    ],
  };
}

function status(): unknown {
  const units = [...quantities.values()].reduce((sum, quantity) => sum + Number(quantity), 0);
  const used = Math.min(1, 0.4 + units / 1000);
  return { parts: [
    { name: "draft", text: `Заказ: ноябрь — ${quantities.size} строк · ${units} шт` },
    { name: "limit", title: "Лимит", used: used.toFixed(2), text: `свободно ${Math.round((1 - used) * 600_000)},00`, tone: used > 0.9 ? "warn" : "" },
  ] };
}

function why(parameters: URLSearchParams): unknown {
  const key = Number(parameters.get("key"));
  const price = String(row(key)[4]);
  return {
    line: [{ t: "= " }, { t: "Опт", href: "/prices" }, { t: ` ${price} × (1 − 5 % ` }, { t: "ГПЗ, договор № 118", href: "/contract" }, { t: ") = " }, { t: price, b: true }, { t: " · от 200 шт 84,10 · НДС 22 % внутри" }],
    tree: [{ label: "Моя цена", value: price, children: [{ label: "Колонка «Опт»", value: price, note: "с 01.11, приказ 14" }, { label: "Скидка ГПЗ", value: "− 5 %", href: "/contract", note: "договор № 118, до 31.12" }] }],
  };
}

function edit({ key, value }: { key: string; value: string }): { code: number; body: Record<string, unknown> } {
  const pack = Number(row(Number(key))[8]);
  if (value !== "" && (!/^\d+$/.test(value) || Number(value) % pack)) {
    const next = Math.ceil((Number(value) || 1) / pack) * pack;
    return { code: 422, body: { refusals: [{ code: "orders.not_multiple", text: `Продаётся упаковками по ${pack}.`, help: `Ближайшее: ${next}.`, suggest: String(next) }] } };
  }
  if (value) quantities.set(Number(key), value);
  else quantities.delete(Number(key));
  return { code: 200, body: { row: row(Number(key)), styles: value ? { "": "mine" } : {}, status: status() } };
}

function edits({ cells }: { cells: { key: string; column: string; value: string }[] }): { code: number; body: unknown } {
  const done = cells.map((cell) => ({ cell, ...edit(cell) }));
  return { code: 200, body: {
    rows: done.filter(({ code }) => code === 200).map(({ body }) => body["row"]),
    refused: done.filter(({ code }) => code === 422).map(({ cell, body }) => ({ key: cell.key, column: cell.column, refusals: body["refusals"] })),
    status: status(),
  } };
}

async function body(request: IncomingMessage): Promise<never> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString() || "{}") as never;
}

function send(response: ServerResponse, code: number, answer: unknown): void {
  response.statusCode = code;
  const isHtml = typeof answer === "string";
  response.setHeader("Content-Type", isHtml ? "text/html; charset=utf-8" : "application/json");
  setTimeout(() => response.end(isHtml ? answer : JSON.stringify(answer)), Number(process.env["SAMPLE_DELAY"] ?? 25));
}

async function answer(request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> {
  const url = new URL(request.url ?? "/", "http://sample");
  if (url.pathname === "/fake/rows") return send(response, 200, rows(url.searchParams));
  if (url.pathname === "/fake/why") return send(response, 200, why(url.searchParams));
  if (url.pathname === "/fake/panel") return send(response, 200, `<dl class="requisites"><div><dt>Ключ</dt><dd>${Number(url.searchParams.get("key"))}</dd></div><div><dt>Вес</dt><dd>0,11 кг</dd></div></dl>`);
  if (url.pathname === "/fake/cell") { const { code, body: told } = edit(await body(request)); return send(response, code, told); }
  if (url.pathname === "/fake/cells") { const { code, body: told } = edits(await body(request)); return send(response, code, told); }
  if (url.pathname === "/fake/act") return send(response, 200, { message: "Готово: строки сняты", reload: true });
  if (url.pathname === "/fake/refuse") return send(response, 422, { refusals: [
    { code: "credit.over_limit", text: "Лимит превышен на 12 400,00 ₽.", help: "Оплатите 12 400,00 ₽ или уберите строки 6204-2RS." },
    { code: "shipping.below_minimum", text: "Отгрузка меньше минимальной: 8 600,00 из 10 000,00 ₽.", help: "Добавьте ещё на 1 400,00 ₽." },
  ] });
  return next();
}

export function fakeServer(): Plugin {
  return {
    name: "sample-server",
    apply: "serve",
    configureServer(server) {
      server.middlewares.use((request, response, next) => void answer(request, response, next));
    },
  };
}
