/** The directory stands at three addresses: both lists, the working groups, the cities. */
export const match = (word: string): word is 'working-groups' | 'cities' => word === 'working-groups' || word === 'cities';
