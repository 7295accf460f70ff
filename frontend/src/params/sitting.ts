/** A sitting is seen in two ways beside its own page: from the office's desk, and on the wall. */
export const match = (word: string): word is 'desk' | 'projector' => word === 'desk' || word === 'projector';
