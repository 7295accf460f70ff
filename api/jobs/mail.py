"""Writes mails and hands them over: to the mail server, or as files while there is none; in a demonstration never to a server."""

import contextlib
import os
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from api.settings import Settings

# How the keys of mails begin that are the only way to sign in, to take on a role, or to have a message passed on.
SIGN_IN = 'sign-in-'
INVITATION = 'invitation-'
CONFIRMATION = 'message-confirmation-'
# For one answer of a mail server, and for all of a mail together: less than the lease of the work, which another worker takes after it.
SECONDS = 20
SECONDS_IN_ALL = 45
_LOCAL = {'localhost', '127.0.0.1', '::1'}
_PERMANENT = 500
# SMTP allows 998 bytes.
_LONGEST_LINE = 900


class Refused(Exception):
    """The mail server will never take this mail; trying again is of no use."""


class Mailer(Protocol):
    """Hands one mail over. Raises Refused for good, OSError or SMTPException when it may be tried again."""

    def send(self, message: EmailMessage) -> None:
        """Hand it over."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be said to whom. `key` names the letter over all attempts, so that copies can be recognised.

    `answers_to` is the name and address that an answer goes to, where that is not the sender's. `calendar` is what a calendar program
    takes out of it, and by which method. Mail programs show letters of one `thread` together.
    """

    key: str
    to: str
    language: str
    subject: str
    body: str
    answers_to: tuple[str, str] | None = None
    calendar: tuple[str, str] | None = None
    thread: str | None = None


def message_of(letter: Letter, *, sender: str, service: str, now: datetime) -> EmailMessage:
    """Return a letter as a mail. Line breaks in what becomes a header are made spaces: nobody adds headers of their own."""
    message = EmailMessage(policy=SMTP)
    user, _, domain = sender.rpartition('@')
    message['From'] = Address(_one_line(service), user, domain)
    message['To'] = letter.to
    if letter.answers_to:
        name, address = letter.answers_to
        message['Reply-To'] = Address(_one_line(name), addr_spec=address)
    message['Subject'] = _one_line(letter.subject)
    message['Date'] = format_datetime(now)
    message['Message-ID'] = f'<{letter.key}@{domain}>'
    if letter.thread:
        message['References'] = f'<{letter.thread}@{domain}>'
    message['Auto-Submitted'] = 'auto-generated'
    # As it is, wherever it may travel so: then a link in a file can be copied out of it.
    short = all(len(line.encode()) <= _LONGEST_LINE for line in letter.body.splitlines())
    _write(message, letter.body, letter.language, encoding='8bit' if short and not letter.calendar else 'quoted-printable')
    if letter.calendar:
        text, method = letter.calendar
        message.add_alternative(text, subtype='calendar', charset='utf-8', cte='base64', params={'method': method})
        # Now the text's alone: mail programs that translate look at the whole.
        message['Content-Language'] = letter.language
    return message


def _write(message: EmailMessage, body: str, language: str, *, encoding: str) -> None:
    message.set_content(body, charset='utf-8', cte=encoding)
    # Set last, because setting the content removes every header about it.
    message['Content-Language'] = language


def _one_line(text: str) -> str:
    return ' '.join(text.split())


class Folder:
    """Mails as files, one each, named by their letter: a second copy replaces the first."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def send(self, message: EmailMessage) -> None:
        """Write it under another name first, so that whoever reads the folder never meets half a mail."""
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = str(message['Message-ID']).strip('<>').partition('@')[0]
        draft, final = self._directory / f'.{name}.{os.getpid()}', self._directory / f'{name}.eml'
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode=0o600), 'wb') as file:
                file.write(bytes(message))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(final)
        finally:
            draft.unlink(missing_ok=True)


class Server:
    """The mail server of COALITION_SMTP_URL. To another machine only by TLS with a certificate that counts: mails hold ways to sign in."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or ''
        self._is_local = self._host in _LOCAL
        self._tls_first = parts.scheme == 'smtps'
        self._port = parts.port or (465 if self._tls_first else 25)
        self._user, self._password = unquote(parts.username or ''), unquote(parts.password or '')

    def send(self, message: EmailMessage) -> None:
        """Hand it over and wait for the server's word."""
        with self._connected() as server:
            eight_bits = server.has_extn('8bitmime')
            if not eight_bits and not message.is_multipart():
                _write(message, message.get_content(), str(message['Content-Language']), encoding='quoted-printable')
            try:
                server.send_message(message, mail_options=['BODY=8BITMIME'] if eight_bits else [])
            except smtplib.SMTPRecipientsRefused as refusal:
                if all(code >= _PERMANENT for code, _ in refusal.recipients.values()):
                    raise Refused from refusal
                raise
            except smtplib.SMTPDataError as refusal:
                if refusal.smtp_code >= _PERMANENT:
                    raise Refused from refusal
                raise
            except smtplib.SMTPNotSupportedError as refusal:
                raise Refused from refusal

    @contextlib.contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        context = ssl.create_default_context()
        server = smtplib.SMTP_SSL(timeout=SECONDS, context=context) if self._tls_first else smtplib.SMTP(timeout=SECONDS)
        # Whose certificate is to be seen: connect() alone does not keep it.
        server._host = self._host  # type: ignore[attr-defined]  # noqa: SLF001 -- smtplib has no public name for it
        with contextlib.closing(server), _ended_after(SECONDS_IN_ALL, server) as is_over:
            server.connect(self._host, self._port)
            server.ehlo()
            if not self._tls_first and not self._is_local:
                # A server that offers none is an error, which may pass: nothing is said to it in the clear.
                server.starttls(context=context)
            if self._user:
                server.login(self._user, self._password)
            if is_over.is_set():
                raise TimeoutError
            yield server
            # The mail is taken: whatever is said to the goodbye, it is not sent again.
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()


@contextlib.contextmanager
def _ended_after(seconds: float, server: smtplib.SMTP) -> Iterator[threading.Event]:
    """End a dialogue that takes too long as a whole, though each answer comes in time; the event says whether that has happened."""
    is_over = threading.Event()

    def hang_up() -> None:
        is_over.set()
        if server.sock is not None:
            with contextlib.suppress(OSError):
                # Below TLS, which only its own thread may end.
                socket.socket.shutdown(server.sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()


class Echo:
    """Hands mails on and says each aloud on the console: in a demonstration nobody has a mailbox to look into."""

    def __init__(self, mailer: Mailer, announce: Callable[[str], None]) -> None:
        self._mailer = mailer
        self._announce = announce

    def send(self, message: EmailMessage) -> None:
        """Hand it on, then say whom it is for and what about; the way to sign in is said whole."""
        self._mailer.send(message)
        self._announce(f'Mail to {message["To"]}: {message["Subject"]}')
        if str(message['Message-ID']).lstrip('<').startswith((SIGN_IN, INVITATION, CONFIRMATION)):
            self._announce('\n'.join(f'    {line}' for line in message.get_content().splitlines() if line.strip()))


def mailer_of(settings: Settings, *, demonstration: bool, announce: Callable[[str], None]) -> Mailer:
    """Return how mails leave here."""
    if demonstration:
        return Echo(Folder(settings.mail_dir), announce)
    return Server(settings.smtp_url.get_secret_value()) if settings.smtp_url else Folder(settings.mail_dir)
