import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Nothing but what is named may be imported. */
const only = (message, ...allowed) => ({
  'no-restricted-imports': ['error', { patterns: [{ regex: `^(?!(?:${allowed.join('|')}))`, message }] }],
});

const packages = 'svelte$|svelte/';

export default ts.config(
  { ignores: ['build/', '.svelte-kit/', 'src/lib/paraglide/', 'src/lib/contract.d.ts', 'project.inlang/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  { files: ['scripts/**', '*.config.*'], languageOptions: { globals: globals.node } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    rules: {
      // svelte-check and tsc know types and names better.
      'no-undef': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true, allowTypedFunctionExpressions: true }],
      // The screens live at the root of their own origin.
      'svelte/no-navigation-without-resolve': 'off',
      'max-len': 'off',
    },
  },
  {
    // A module is read before its room is entered, and stays when the language changes: words are asked for when they are shown.
    files: ['**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'MemberExpression[object.name="m"]:not(:function MemberExpression)', message: 'Ask for words in a function.' },
      ],
    },
  },
  { files: ['scripts/**', 'static/**', '*.config.*'], rules: { '@typescript-eslint/explicit-function-return-type': 'off' } },

  // The layers: parts know no resource and import only parts (and the words); the rest of lib knows no screen; screens import
  // parts, lib and what lies in their own folder, never another screen.
  {
    files: ['src/lib/parts/**'],
    rules: only('Parts import only parts, words and formats.', packages, '\\./', '\\$lib/language\\.svelte$', '\\$lib/format$'),
  },
  {
    files: ['src/lib/*.ts'],
    rules: only(
      'The modules of lib import neither parts nor screens.',
      packages,
      '\\./(?!parts/)',
      'openapi-',
      '\\.\\./\\.\\./project\\.inlang/',
    ),
  },
  {
    files: ['src/lib/filters/**', 'src/lib/people/**', 'src/lib/relay/**', 'src/lib/reports/**'],
    rules: only(
      'A screen that stands at two addresses imports lib and parts, never another screen.',
      packages,
      '\\$lib/',
      '\\./',
      '\\.\\./(?!\\.\\.)',
    ),
  },
  {
    files: ['src/lib/circulars/**'],
    rules: only(
      'A screen that stands at two addresses imports lib and parts, never another screen.',
      packages,
      '\\$lib/',
      '\\$app/',
      '\\./(?!\\.\\.)',
    ),
  },
  {
    files: ['src/routes/**'],
    rules: only('Screens import lib, parts and their own folder, never another screen.', packages, '\\$lib/', '\\$app/', '\\./(?!\\.\\.)'),
  },
);
