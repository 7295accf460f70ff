/** A formatted text becomes elements of a closed list, and nothing else of it does. */
import { render } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import Formatted from '../src/lib/parts/Formatted.svelte';

const shown = (html: string): HTMLElement => render(Formatted, { html, language: 'de' }).container.querySelector('.formatted')!;

test('headings, lists, emphasis and links stand as they were written, with the spaces between them', () => {
  const text = shown(
    '<h2>Was war</h2><p>Vier <strong>Städte</strong> und <a href="https://example.org/">mehr</a>.</p><ol start="3"><li>drei</li></ol>',
  );
  expect(text.lang).toBe('de');
  expect(text.querySelector('h2')?.textContent).toBe('Was war');
  expect(text.querySelector('p')?.textContent).toBe('Vier Städte und mehr.');
  expect(text.querySelector('a')?.getAttribute('href')).toBe('https://example.org/');
  expect(text.querySelector('ol')?.getAttribute('start')).toBe('3');
});

test('what is not on the list leaves its words alone, and what would run is no address', () => {
  const text = shown('<p onclick="x()"><b>fett</b><img src="x" onerror="x()"><a href="javascript:x()">hier</a></p><script>x()</script>');
  expect([...text.querySelectorAll('*')].map(({ localName }) => localName)).toEqual(['p', 'a']);
  expect(text.querySelector('p')?.getAttributeNames()).toEqual([]);
  expect(text.querySelector('a')?.hasAttribute('href')).toBe(false);
  expect(text.querySelector('p')?.textContent).toBe('fetthier');
});
