// Bundles the command line into build/cli: one file a command instead of a thousand small ones, which halves the start.
// The library in build/src stays as tsc wrote it.
import { readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

/** Modules that make their own `require` to load late: bundled like any other, still run at the first call alone. */
const lateRequires = {
  name: 'late-requires',
  setup({ onLoad }) {
    onLoad({ filter: /dashboard-sdk\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        /^const require = createRequire\(import\.meta\.url\);$/m,
        '',
      ),
    }));
  },
};

const outdir = 'build/cli';
rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: ['build/src/cli/main.js'],
  outdir,
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  minify: true,
  // CommonJS dependencies call require; a module has none of its own.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  plugins: [lateRequires],
  logLevel: 'warning',
});
