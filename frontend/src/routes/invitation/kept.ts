/** Knows how an invitation waits while the person signs in: in this tab alone, and taken once. */
const name = 'coalition.invitation';

export function keep(token: string): void {
  try {
    sessionStorage.setItem(name, token);
  } catch {
    // Without storage one opens the link of the mail again.
  }
}

export function kept(): string {
  try {
    const token = sessionStorage.getItem(name) ?? '';
    sessionStorage.removeItem(name);
    return token;
  } catch {
    return '';
  }
}
