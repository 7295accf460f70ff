import { sveltekit } from '@sveltejs/kit/vite';
import { svelteTesting } from '@testing-library/svelte/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const api = process.env.API_ORIGIN ?? 'http://127.0.0.1:8000';

/**
 * Kit's announcer of page titles carries an inline style, which our policy (style-src 'self') refuses. Its place is taken by a class.
 * Fails when kit words it otherwise, so that an update is noticed here and not in a reader's console.
 */
const announcerWithoutStyle: Plugin = {
  name: 'announcer-without-style',
  enforce: 'pre',
  transform(code, id) {
    if (!id.split('?')[0]?.endsWith('generated/root.svelte')) return undefined;
    const changed = code.replace(/(id="svelte-announcer"[^>]*?)style="[^"]*"/, '$1class="spoken"');
    if (changed === code) this.error('kit words its announcer differently now');
    return changed;
  },
};

/**
 * What most pages share comes as one file: on a slow line forty small ones cost more than the bytes a page does not use.
 * Each language's words stay apart, and so does what the pages of plans share, which are many and which few others need. Only for the
 * browser: what kit runs in Node to write the page has no browser around it.
 */
const sharedAsOne: Plugin = {
  name: 'shared-as-one',
  configEnvironment(name) {
    if (name !== 'client') return undefined;
    const test = /^(?!.*(src\/routes|src\/lib\/plans|client-optimized|paraglide\/.*messages\/\w+\.js))/;
    return { build: { rollupOptions: { output: { codeSplitting: { groups: [{ name: 'shared', test, minShareCount: 6 }] } } } } };
  },
};

export default defineConfig({
  plugins: [announcerWithoutStyle, sharedAsOne, sveltekit(), svelteTesting()],
  // The browser's own origin stays in the headers, so that the service's same-origin check sees a proxied page as its own.
  server: { proxy: { '/v1': { target: api }, '/problems': { target: api } } },
  build: { target: 'es2022' },
  test: {
    environment: 'jsdom',
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
  },
});
