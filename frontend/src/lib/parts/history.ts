/** What the history of a record tells of one act. */
export interface Told {
  id: string;
  recorded_at: string;
  sentence: string;
  reason: string | null;
  changes: { field: string; label: string; from_text: string | null; to_text: string | null }[];
}
