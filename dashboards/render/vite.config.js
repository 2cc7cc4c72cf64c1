import { defineConfig } from 'vite';

/** Grafana's packages cause hundreds of warnings about comments and directives. */
const quiet = (level, log, print) => (['INVALID_ANNOTATION', 'MODULE_LEVEL_DIRECTIVE'].includes(log.code) ? undefined : print(level, log));

export default defineConfig({
  esbuild: { jsx: 'automatic' },
  resolve: {
    // Grafana imports this package of react-router 5, which the same API of version 6 replaces.
    alias: { 'react-router-dom-v5-compat': 'react-router-dom' },
    dedupe: ['react', 'react-dom', 'rxjs', '@grafana/data', '@grafana/ui', '@grafana/runtime', '@grafana/schema'],
  },
  define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'globalThis' },
  // The page is loaded from this machine a few times: a fast build matters, its size does not.
  build: {
    target: 'esnext',
    minify: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1e6,
    // The code editor and maps, which Grafana loads on demand, are half of the build's time.
    rollupOptions: { external: [/^monaco-editor/, /^@monaco-editor/, /^ol(\/|$)/], onLog: quiet },
  },
});
