/** Knows that one announcement goes to many cities: notices that say the same thing at the same time are one letter. */
export interface Notice {
  id: string;
  kind: string;
  stage: string;
  working_group_id: string | null;
  city: { id: string; slug: string; name: string } | null;
  held_until: string | null;
  subject: string;
}

export interface Letter<T extends Notice> {
  id: string;
  first: T;
  /** To whom, in the order of the list; the office's own copy stands alone. */
  cities: string[];
  /** The addresses of their pages, in the same order. */
  slugs: string[];
}

const sameLetter = (a: Notice, b: Notice): boolean =>
  a.city !== null &&
  b.city !== null &&
  a.kind === b.kind &&
  a.stage === b.stage &&
  a.working_group_id === b.working_group_id &&
  a.held_until === b.held_until &&
  a.subject === b.subject;

/** Neighbours in the list that are one letter, put together; the list's order stays. */
export function letters<T extends Notice>(notices: T[]): Letter<T>[] {
  const found: Letter<T>[] = [];
  for (const notice of notices) {
    const last = found.at(-1);
    if (last && notice.city && sameLetter(last.first, notice)) {
      last.cities.push(notice.city.name);
      last.slugs.push(notice.city.slug);
    } else {
      const { city } = notice;
      found.push({ id: notice.id, first: notice, cities: city ? [city.name] : [], slugs: city ? [city.slug] : [] });
    }
  }
  return found;
}
