/** Questions to the server and acts upon it. A "no" in words (422) is a `Refused`; anything else that fails is a `Failed`. */
import type { RefusalWords } from "./description";

export class Refused extends Error {
  readonly refusals: readonly RefusalWords[];
  readonly errors: Readonly<Record<string, readonly string[]>>;

  constructor(body: { readonly refusals?: readonly RefusalWords[]; readonly errors?: Readonly<Record<string, readonly string[]>> }) {
    super(body.refusals?.map((refusal) => refusal.text).join("; ") ?? "refused");
    this.refusals = body.refusals ?? [];
    this.errors = body.errors ?? {};
  }
}

export class Failed extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

export function csrfToken(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
  if (meta) return meta;
  const field = document.querySelector<HTMLInputElement>('input[name="csrfmiddlewaretoken"]')?.value;
  return field ?? /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

async function answered<T>(response: Response): Promise<T> {
  if (response.status === 422 || response.status === 400) throw new Refused((await response.json()) as ConstructorParameters<typeof Refused>[0]);
  if (!response.ok || response.redirected) throw new Failed(response.redirected ? 401 : response.status);
  if (response.status === 204) return {} as T;
  return (await response.json()) as T;
}

export async function ask<T>(url: string, signal?: AbortSignal): Promise<T> {
  const init: RequestInit = { headers: { Accept: "application/json" }, credentials: "same-origin" };
  return answered<T>(await fetch(url, signal ? { ...init, signal } : init));
}

/** A page fragment, for the panel; a "no" comes as JSON, so that its reasons can be told. */
export async function askHtml(url: string, signal?: AbortSignal): Promise<string> {
  const init: RequestInit = { headers: { Accept: "text/html, application/json", "HX-Request": "true" }, credentials: "same-origin" };
  const response = await fetch(url, signal ? { ...init, signal } : init);
  if (!response.ok || response.redirected) await answered(response);
  return response.text();
}

/** The key makes a repeated request harmless: the server does an act once for one key. */
export function onceKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function tell<T>(url: string, body: unknown, key: string = onceKey()): Promise<T> {
  const isForm = body instanceof FormData;
  const headers: Record<string, string> = { Accept: "application/json", "X-CSRFToken": csrfToken(), "Idempotency-Key": key };
  if (!isForm) headers["Content-Type"] = "application/json";
  const response = await fetch(url, { method: "POST", headers, credentials: "same-origin", body: isForm ? body : JSON.stringify(body) });
  return answered<T>(response);
}
