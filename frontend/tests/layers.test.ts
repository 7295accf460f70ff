/** The layers of the screens hold: the linter refuses an import across them. */
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const eslint = new ESLint();

async function refused(file: string, imported: string): Promise<boolean> {
  const code = file.endsWith('.svelte')
    ? `<script lang="ts">\n  import x from '${imported}';\n</script>\n{x}\n`
    : `import x from '${imported}';\nexport { x };\n`;
  const [result] = await eslint.lintText(code, { filePath: file });
  return result!.messages.some((message) => message.ruleId === 'no-restricted-imports');
}

test.each([
  ['src/lib/parts/Badge.svelte', '$lib/api'],
  ['src/lib/parts/Badge.svelte', '$lib/session.svelte'],
  ['src/lib/parts/Badge.svelte', '../api'],
  ['src/lib/parts/toasts.svelte.ts', '$lib/contract'],
  ['src/lib/parts/Badge.svelte', '../../routes/Header.svelte'],
  ['src/lib/format.ts', './parts/Badge.svelte'],
  ['src/lib/session.svelte.ts', '../routes/+layout'],
  ['src/lib/people/PersonRow.svelte', '../../routes/me/+page.svelte'],
  ['src/lib/people/PersonRow.svelte', '$app/navigation'],
  ['src/lib/filters/Kept.svelte', '$app/state'],
  ['src/routes/me/+page.svelte', '../sign-in/ByMail.svelte'],
  ['src/routes/me/+page.svelte', './../sign-in/ByMail.svelte'],
  ['src/routes/working-groups/propose/+page.svelte', '../[slug]/view'],
])('%s may not import %s', async (file, imported) => {
  expect(await refused(file, imported)).toBe(true);
});

test.each([
  ['src/lib/parts/Problem.svelte', '$lib/language.svelte'],
  ['src/lib/parts/OnBehalf.svelte', './Field.svelte'],
  ['src/routes/me/+page.svelte', '$lib/api'],
  ['src/routes/me/+page.svelte', '$lib/parts/Field.svelte'],
  ['src/routes/working-groups/[slug]/+page.svelte', './Acts.svelte'],
  ['src/lib/session.svelte.ts', './api'],
])('%s may import %s', async (file, imported) => {
  expect(await refused(file, imported)).toBe(false);
});
