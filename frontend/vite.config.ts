import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { fakeServer } from "./sample/server.ts";
import { packed } from "./vite/packed.ts";
import { revogridStyles } from "./vite/revogrid-styles.ts";

const out = fileURLToPath(new URL("../src/optom/interfaces/kit/static/kit/build", import.meta.url));

/** All of RevoGrid but its loader, which a page without a grid has too, and its filter, which is never opened. */
const GRID = /@revolist\/revogrid\/dist\/esm\/(?!loader|app-globals|index-|revogr-filter-panel)/;

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  publicDir: false,
  server: { host: "127.0.0.1", port: 5199, strictPort: true },
  plugins: [revogridStyles(), packed(), fakeServer()],
  optimizeDeps: { exclude: ["@revolist/revogrid"] },
  build: {
    outDir: out,
    emptyOutDir: true,
    target: "es2022",
    cssCodeSplit: false,
    modulePreload: false,
    // The licences of what is bundled go with it, as they ask.
    license: { fileName: "licences.md" },
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      checks: { pluginTimings: false },
      // htmx has one eval, behind allowEval, which main.ts turns off and the CSP forbids anyway.
      onwarn: (warning, warn) => (warning.code === "EVAL" && warning.id?.includes("htmx") ? undefined : warn(warning)),
      input: fileURLToPath(new URL("src/main.ts", import.meta.url)),
      output: {
        entryFileNames: "optom-[hash].js",
        chunkFileNames: "chunks/[name]-[hash].js",
        // RevoGrid fetches its parts one after another as it meets them: together they come at once.
        codeSplitting: { groups: [{ name: "grid", test: GRID }] },
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith(".css")) ? "optom-[hash].css" : "assets/[name]-[hash][extname]"),
      },
    },
  },
  test: { environment: "happy-dom", include: ["tests/**/*.test.ts"] },
});
