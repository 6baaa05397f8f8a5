import { defineConfig, type Plugin } from "vite";
import texts from "./src/texts/en.json" with { type: "json" };

/** Texts of the page before its script runs come from the catalogue too: `{{name}}`. */
const catalogue: Plugin = {
  name: "catalogue",
  transformIndexHtml: (html) =>
    html.replace(/\{\{([\w.]+)\}\}/g, (whole, name: string) => {
      const text = (texts as Record<string, string>)[name];
      if (text === undefined) throw new Error(`index.html asks for ${whole}, which is not in the catalogue`);
      return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    }),
};

// One script, one style sheet, names without hashes: the bundle is committed, and a diff of it should be readable by name.
export default defineConfig({
  base: "./",
  plugins: [catalogue],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    modulePreload: false,
    assetsInlineLimit: 0,
    target: "es2022",
    rollupOptions: {
      output: {
        entryFileNames: "page.js",
        chunkFileNames: "page-[name].js",
        assetFileNames: "page[extname]",
      },
    },
  },
});
