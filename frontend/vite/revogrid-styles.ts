/**
 * RevoGrid writes its CSS into <style> elements at run time, which `style-src 'self'` forbids.
 * This plugin takes the CSS out of its modules at build time, gives it as one virtual style sheet,
 * and leaves the modules without any. It fails the build when RevoGrid no longer looks as expected.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const SHEET = "virtual:revogrid.css";
const RESOLVED = "/@revogrid-styles.css";
const MODULES = "node_modules/@revolist/revogrid/dist/esm";
const STYLE = /const (\w+StyleCss) = \(\) => `([\s\S]*?)`;/g;
const RUNTIME_STYLES = "head.insertBefore(dataStyles,";
/** The runtime's own rules: hidden until hydrated, and slots without a box. */
const RUNTIME_CSS = "revo-grid{visibility:hidden}revo-grid.hydrated{visibility:inherit}slot-fb{display:contents}slot-fb[hidden]{display:none}";
/** We never load these: filters and row ordering are the server's. */
const UNUSED = new Set(["filterStyleCss"]);

function styleOf(file: string): string {
  const text = readFileSync(file, "utf8");
  const found = [...text.matchAll(STYLE)].filter((match) => !UNUSED.has(match[1] ?? ""));
  return found.map((match) => unescape(match[2] ?? "")).join("\n");
}

function unescape(template: string): string {
  return template.replaceAll("\\\\", "\\").replaceAll("\\`", "`").replaceAll('@charset "UTF-8";', "");
}

function sheet(root: string): string {
  const folder = join(root, MODULES);
  const css = readdirSync(folder).filter((name) => name.endsWith(".js")).map((name) => styleOf(join(folder, name)));
  const text = css.join("\n");
  if (!text.includes("revogr-focus")) throw new Error("RevoGrid's styles were not found: its build has changed");
  return `${RUNTIME_CSS}\n${text}`;
}

function withoutStyles(code: string): string {
  const bare = code.replace(STYLE, "const $1 = () => ``;");
  if (bare.includes("document.createElement(\"style\")") && bare.includes("dataStyles") && !bare.includes(RUNTIME_STYLES)) {
    throw new Error("RevoGrid's runtime adds styles in an unknown way: its build has changed");
  }
  return bare.replace(RUNTIME_STYLES, "void (dataStyles,");
}

export function revogridStyles(): Plugin {
  let root = "";
  return {
    name: "revogrid-styles",
    enforce: "pre",
    configResolved(config) {
      root = config.root;
    },
    resolveId: (id) => (id === SHEET ? RESOLVED : null),
    load: (id) => (id === RESOLVED ? sheet(root) : null),
    transform: (code, id) => (id.includes("@revolist/revogrid/dist/esm/") ? { code: withoutStyles(code), map: null } : null),
  };
}
