/** Knows how a file is sent: `fetch` cannot say how far an upload has come, so this one request goes another way. */
import { Refused, Submission, Unreachable, type Problem } from './api';
import type { components } from './contract';
import { spoken } from './language.svelte';

/** What the service takes at most; it is said before anything is chosen. */
export const mostBytes = 10_000_000;
/** What the service takes, as a file dialog understands it. */
export const accepted = '.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.png,.jpg,.jpeg,.txt,.csv';

export interface Upload {
  file: File;
  working_group_id: string;
  title?: string;
  visibility?: string;
}

/** Send a document; `progress` hears the share that has gone, from 0 to 1. */
export function upload(
  { file, ...said }: Upload,
  submission: Submission,
  progress: (share: number) => void,
): Promise<components['schemas']['Document']> {
  return sendFile('/v1/documents', file, said, submission, progress);
}

/** Send a file with what is said of it, as a form. The submission makes the same file sent again the same wish. */
export function sendFile<T>(
  path: string,
  file: File,
  said: Record<string, string | undefined>,
  submission: Submission,
  progress: (share: number) => void,
): Promise<T> {
  const form = new FormData();
  for (const [name, value] of Object.entries(said)) if (value) form.append(name, value);
  form.append('file', file, file.name);
  const { 'Idempotency-Key': key } = submission.header({ ...said, name: file.name, size: file.size, changed: file.lastModified });

  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Accept-Language', spoken.language);
    request.setRequestHeader('Idempotency-Key', key);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onerror = request.onabort = () => reject(new Unreachable());
    request.onload = () => {
      const answer = request.response as { detail?: string } | null;
      if (request.status < 300) resolve(answer as T);
      else if (answer?.detail) reject(new Refused(answer as Problem));
      else reject(new Unreachable(request.getResponseHeader('x-request-id')));
    };
    request.send(form);
  });
}
