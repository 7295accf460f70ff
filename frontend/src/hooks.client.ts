import type { HandleClientError } from '@sveltejs/kit';

/** An address that leads nowhere is the reader's page to see, not a fault; everything else is. */
export const handleError: HandleClientError = ({ error, status }) => {
  if (status !== 404) console.error(error);
};
