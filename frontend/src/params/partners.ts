/** Knows the screens of partners' lists beside the first: their records, and a pasted list. */
import type { ParamMatcher } from '@sveltejs/kit';

export const match: ParamMatcher = (view) => ['records', 'paste'].includes(view);
