/** Knows a file that goes along with a form: it is sent once, however often the rest has to be tried again. */
import { Submission } from './api';
import { upload } from './upload';

export class Attachment {
  file = $state.raw<File>();
  /** How much of it has gone while it is sent, from 0 to 1. */
  share = $state<number>();
  #submission = new Submission();
  #sent: { file: File; id: string } | undefined;

  /** Send the chosen file unless it has gone already; resolves to its id at the service, or to null when none is chosen. */
  async send(whose: { working_group_id: string; visibility: string }): Promise<string | null> {
    const file = this.file;
    if (!file) return null;
    if (this.#sent?.file === file) return this.#sent.id;
    this.share = 0;
    try {
      const { id } = await upload({ file, ...whose }, this.#submission, (gone) => (this.share = gone));
      this.#sent = { file, id };
      return id;
    } finally {
      this.share = undefined;
    }
  }
}
