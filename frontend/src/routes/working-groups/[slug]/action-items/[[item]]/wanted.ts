/** Knows which of a group's action items an address asks for. */
export interface Wanted {
  q: string;
  stage: string;
  city: string;
  late: string;
}

/** What an address asks for. */
export function wantedBy(address: URL): Wanted {
  const word = (name: string): string => address.searchParams.get(name) ?? '';
  return { q: word('q'), stage: word('stage'), city: word('city'), late: word('late') };
}
