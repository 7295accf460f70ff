// Compiles the catalogues and refuses what the compiler would pass over in silence: a key or a parameter that one language
// lacks, and the plugin that cannot be loaded (it then compiles nothing and says so only in a warning).
import { readFileSync, readdirSync } from 'node:fs';
import { compile } from '@inlang/paraglide-js';

const outdir = './src/lib/paraglide';
const { locales } = JSON.parse(readFileSync('project.inlang/settings.json', 'utf8'));
const catalogues = Object.fromEntries(locales.map((language) => [language, JSON.parse(readFileSync(`messages/${language}.json`, 'utf8'))]));
const faults = [];

/** The texts of a message: one, or one for each plural. */
const texts = (message) => (typeof message === 'string' ? [message] : message.flatMap((variant) => Object.values(variant.match)));
const parameters = (message) => [...new Set(texts(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort().join(' ');

const first = catalogues[locales[0]];
for (const language of locales.slice(1)) {
  const other = catalogues[language];
  for (const key of Object.keys(first).filter((key) => !(key in other))) faults.push(`${language}.json lacks ${key}`);
  for (const key of Object.keys(other).filter((key) => !(key in first))) faults.push(`${locales[0]}.json lacks ${key}`);
  for (const key of Object.keys(first).filter((key) => key in other)) {
    if (parameters(first[key]) !== parameters(other[key])) faults.push(`${key}: ${language} has other parameters than ${locales[0]}`);
  }
}
for (const file of readdirSync('messages')) {
  if (!locales.includes(file.replace('.json', ''))) faults.push(`messages/${file} is not a language of project.inlang/settings.json`);
}

if (faults.length === 0) {
  await compile({
    project: './project.inlang',
    outdir,
    outputStructure: 'locale-modules',
    strategy: ['globalVariable', 'baseLocale'],
    emitReadme: false,
  });
  for (const language of locales) {
    const made = readFileSync(`${outdir}/messages/${language}.js`, 'utf8').match(/^export const /gm)?.length ?? 0;
    const wanted = Object.keys(catalogues[language]).filter((key) => key !== '$schema').length;
    if (made !== wanted) faults.push(`${language}: ${made} messages compiled of ${wanted}`);
  }
}

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
