// Bundles script for the program: `crates/faleme/build.rs` runs it and embeds what comes out.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { defineConfig } from "vite";

/** The licences of everything that is bundled, and of what that was built from: all packages that are not for development. */
function licences() {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
  const texts = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (!path || entry.dev || !existsSync(path) || path.includes("@types/")) continue;
    const name = path.replace(/^.*node_modules\//, "");
    const files = readdirSync(path).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
    const text = files.map((file) => readFileSync(`${path}/${file}`, "utf8").trim()).join("\n\n");
    texts.push(`${name} ${entry.version} (${entry.license ?? "see below"})\n\n${text}`);
  }
  return {
    name: "licences",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "licences.txt", source: texts.join(`\n\n${"-".repeat(80)}\n\n`) + "\n" });
    },
  };
}

/** Parts of MapLibre's style that the map has not: their pictures take most of the file. */
const UNUSED = /logo|attrib|geolocate|globe|terrain|fullscreen|shrink|ctrl-compass .maplibregl-ctrl-icon|user-location|cooperative-gesture-|marker/;
/** Rules that name such a part beside one that the map has. */
const SHARED = /ctrl-group button:focus|canvas-container|:fullscreen/;

/** Leaves rules of parts that are not used out of MapLibre's style. */
function used() {
  const rule = /@(?:media|keyframes)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|[^{}]+\{[^{}]*\}/g;
  return {
    name: "used",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith("maplibre-gl.css")) return null;
      const kept = (code.match(rule) ?? []).filter((one) => SHARED.test(one) || !UNUSED.test(one));
      return { code: kept.join(""), map: null };
    },
  };
}

export default defineConfig({
  base: "/static/",
  publicDir: false,
  logLevel: "warn",
  plugins: [licences(), used()],
  build: {
    outDir: "dist",
    assetsDir: "",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: "src/page.js",
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
});
