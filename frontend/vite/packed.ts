/**
 * What is sent a thousand times is packed once: beside each script and style sheet lie its .gz and .br, which the server
 * sends to whoever takes them. `built.json` tells the templates under which names the parts went, for a name changes
 * with its content and may be kept for ever.
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const PARTS: Readonly<Record<string, RegExp>> = { script: /^optom-[\w-]+\.js$/, style: /^optom-[\w-]+\.css$/, grid: /^chunks\/grid-[\w-]+\.js$/ };

function named(files: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(PARTS).map(([part, looks]) => {
      const found = files.filter((file) => looks.test(file));
      if (found.length !== 1) throw new Error(`The build has ${found.length} files for its ${part}`);
      return [part, found[0] ?? ""];
    }),
  );
}

function pack(path: string): void {
  const content = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
}

export function packed(): Plugin {
  return {
    name: "optom:packed",
    apply: "build",
    writeBundle({ dir }) {
      if (!dir) throw new Error("The build has no folder");
      const files = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((name) => /\.(js|css)$/.test(name));
      for (const file of files) pack(join(dir, file));
      writeFileSync(join(dir, "built.json"), JSON.stringify(named(files)));
    },
  };
}
