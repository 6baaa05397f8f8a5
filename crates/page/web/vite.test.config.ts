import { defineConfig } from "vite";

// Tests of pure functions, made into JavaScript that Node runs as it is.
export default defineConfig({
  build: {
    outDir: ".unit",
    target: "node20",
    lib: { entry: "tests/unit/pure.test.ts", formats: ["es"], fileName: "pure.test" },
    rollupOptions: { external: [/^node:/] },
  },
});
