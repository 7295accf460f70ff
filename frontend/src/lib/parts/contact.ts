/** Knows a contact as it is written on screen, and who may see it. */
export interface Contact {
  name: string;
  mail: string;
  visibility: 'public' | 'members' | 'office';
}

export const emptyContact = (): Contact => ({ name: '', mail: '', visibility: 'members' });
