/** Knows how a city told the office: the channel and the day, which the journal keeps beside the office's act. */
export interface CityWord {
  channel: 'mail' | 'phone' | 'letter' | 'meeting' | 'other';
  date: string;
}

/** Today in the reader's calendar; the service decides whether that day is acceptable. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-');
}

export const emptyWord = (): CityWord => ({ channel: 'mail', date: today() });

export const channels = ['mail', 'phone', 'letter', 'meeting', 'other'] as const;
