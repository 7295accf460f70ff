import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { ahead } from './scripts/ahead.js';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  kit: {
    // One page for every address: the service answers it wherever no file and no /v1 path matches. Compressed twins lie beside each file.
    adapter: ahead(adapter({ pages: 'build', assets: 'build', fallback: 'index.html', precompress: true, strict: true })),
    // Kit writes this into the page's own <meta>; the service's header says the same for every answer, and frame-ancestors beside.
    // The hash of kit's starter script goes with the script itself (scripts/ahead.js): none stands within the page.
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        'style-src': ['self'],
        'img-src': ['self'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'object-src': ['none'],
        'base-uri': ['none'],
        'form-action': ['self'],
      },
    },
    version: { pollInterval: 0 },
  },
};
