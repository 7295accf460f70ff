"""Mails: how they are written, and how they leave, to a real mail server or into a folder."""

import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from smtplib import SMTP, SMTPAuthenticationError, SMTPException, SMTPNotSupportedError
from ssl import PROTOCOL_TLS_SERVER, SSLCertVerificationError, SSLContext, SSLError
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from api.jobs.mail import Echo, Folder, Letter, Refused, Server, mailer_of, message_of
from api.settings import Settings
from tests.jobs.mail_server import Inbox, free_port
from tests.postbox import code_in, read

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LETTER = Letter('notice-1', 'ada@example.org', 'de', 'Grüße aus Köln', 'Liebe Kolleginnen und Kollegen,\n\n' + 'ein langer Satz ' * 40)


def mail(letter: Letter = LETTER, service: str = 'ECCAR, the “Coalition”') -> EmailMessage:
    return message_of(letter, sender='office@coalition.example', service=service, now=NOON)


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate of 127.0.0.2 by itself, and its key, as files."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, 'mail')])
    begins = datetime.now(UTC) - timedelta(minutes=1)
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), begins, begins + timedelta(hours=1))
    named = x509.SubjectAlternativeName([x509.IPAddress(ip_address('127.0.0.2'))])
    signed = built.add_extension(named, critical=False).sign(key, hashes.SHA256())
    files = tmp_path / 'certificate.pem', tmp_path / 'key.pem'
    files[0].write_bytes(signed.public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files


def test_a_mail_arrives_at_a_mail_server_as_it_was_written(inbox: Inbox, start: Callable[..., str]) -> None:
    Server(f'smtp://{start()}').send(mail())
    [arrived] = inbox.mails
    assert arrived['To'] == LETTER.to
    assert arrived['From'] == '"ECCAR, the “Coalition”" <office@coalition.example>'
    assert arrived['Subject'] == LETTER.subject
    assert arrived['Message-ID'] == '<notice-1@coalition.example>'
    assert arrived['Auto-Submitted'] == 'auto-generated'
    assert arrived['Date'].datetime == NOON
    assert arrived.get_content().split() == LETTER.body.split()


def test_a_server_of_seven_bits_and_a_line_of_a_thousand_letters_change_nothing(
    inbox: Inbox, start: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = start()
    long = Letter('long', LETTER.to, 'de', 'Lang', 'ä' * 2000 + '\n#token=abc\n')
    Server(f'smtp://{place}').send(mail(long))
    monkeypatch.setattr(SMTP, 'has_extn', lambda *_: False)
    Server(f'smtp://{place}').send(mail())
    first, second = inbox.mails
    assert first.get_content().splitlines() == long.body.splitlines()
    assert second.get_content().split() == LETTER.body.split()
    assert second['Content-Language'] == 'de'
    assert [each['Content-Transfer-Encoding'] for each in inbox.mails] == ['quoted-printable'] * 2


def test_a_mail_for_the_calendar_says_its_language_too() -> None:
    message = mail(Letter('k', LETTER.to, 'fr', 'Réunion', 'Texte', calendar=('BEGIN:VCALENDAR', 'REQUEST')))
    assert message.get_all('Content-Language') == ['fr']
    assert message_from_bytes(bytes(message), policy=default)['Content-Language'] == 'fr'


def test_a_link_can_be_copied_out_of_a_file(tmp_path: Path) -> None:
    link = 'http://127.0.0.1:8000/sign-in#token=abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ'
    Folder(tmp_path).send(mail(Letter('k', LETTER.to, 'de', 'Anmelden', f'Öffnen Sie\n{link}\n')))
    assert f'\r\n{link}\r\n'.encode() in (tmp_path / 'k.eml').read_bytes()


def test_a_subject_or_a_name_adds_no_header_and_no_recipient() -> None:
    evil = 'New group\r\nBcc: victim@example.org\n\nText'
    message = message_of(Letter('k', LETTER.to, 'en', evil, 'Text'), sender='o@c.example', service=evil, now=NOON)
    parsed = message_from_bytes(bytes(message), policy=default)
    assert parsed['Bcc'] is None
    assert parsed['Subject'] == 'New group Bcc: victim@example.org Text'
    for address in ('a@b.example\r\nBcc: c@d.example', 'a@b.example\nX: y'):
        with pytest.raises(ValueError, match=r'linefeed|newline|header'):
            message_of(Letter('k', address, 'en', 's', 't'), sender='o@c.example', service='s', now=NOON)


def test_a_body_cannot_end_the_mail_early(inbox: Inbox, start: Callable[..., str]) -> None:
    body = 'one\n.\nQUIT\n..two\n'
    Server(f'smtp://{start()}').send(mail(Letter('k', LETTER.to, 'en', 's', body)))
    assert inbox.mails[0].get_content().splitlines() == body.splitlines()


def test_a_refusal_for_good_and_one_for_now_are_told_apart(inbox: Inbox, start: Callable[..., str]) -> None:
    server = Server(f'smtp://{start()}')
    inbox.answers[LETTER.to] = '550 no such mailbox'
    with pytest.raises(Refused):
        server.send(mail())
    inbox.answers[LETTER.to] = '450 greylisted, come back later'
    with pytest.raises(SMTPException):
        server.send(mail())
    inbox.answers.clear()
    inbox.data_answer = '554 looks like spam'
    with pytest.raises(Refused):
        server.send(mail())
    inbox.data_answer = '452 disk full'
    with pytest.raises(SMTPException):
        server.send(mail())
    inbox.data_answer = '250 OK'
    server.send(mail())
    assert len(inbox.mails) == 1


def test_a_server_that_is_not_there_may_be_tried_again() -> None:
    with pytest.raises(OSError, match='refused'):
        Server(f'smtp://127.0.0.1:{free_port()}').send(mail())


def test_nothing_is_said_in_the_clear_to_another_machine(inbox: Inbox, start: Callable[..., str]) -> None:
    # Any address but 127.0.0.1 and ::1 is another machine's, for all the mailer knows.
    place = start(hostname='127.0.0.2', authenticator=lambda *_: AuthResult(success=True), auth_require_tls=False)
    for address in (place, f'office:word@{place}'):
        with pytest.raises(SMTPNotSupportedError, match='STARTTLS'):
            Server(f'smtp://{address}').send(mail())
    with pytest.raises(SSLError):
        Server(f'smtps://{place}').send(mail())
    assert inbox.mails == []


def test_a_certificate_that_nobody_vouches_for_is_none(inbox: Inbox, start: Callable[..., str], certificate: tuple[Path, Path]) -> None:
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    place = start(hostname='127.0.0.2', tls_context=context)
    with pytest.raises(SSLCertVerificationError, match='self-signed'):
        Server(f'smtp://{place}').send(mail())
    assert inbox.mails == []


def test_with_a_certificate_that_is_trusted_the_mail_arrives(
    inbox: Inbox, start: Callable[..., str], certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    monkeypatch.setenv('SSL_CERT_FILE', str(certificate[0]))
    Server(f'smtp://{start(hostname="127.0.0.2", tls_context=context, require_starttls=True)}').send(mail())
    assert len(inbox.mails) == 1


def test_user_and_password_come_from_the_address(inbox: Inbox, start: Callable[..., str]) -> None:
    logins = []

    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        logins.append((data.login, data.password))
        return AuthResult(success=logins[-1] == (b'office', b'p@ss word'), handled=False)

    place = start(authenticator=authenticate, auth_require_tls=False)
    Server(f'smtp://office:p%40ss%20word@{place}').send(mail())
    assert len(logins) == len(inbox.mails) == 1
    with pytest.raises(SMTPAuthenticationError):
        Server(f'smtp://office:wrong@{place}').send(mail())


def test_a_folder_holds_whole_mails_readable_by_their_owner_alone(tmp_path: Path) -> None:
    folder = Folder(tmp_path / 'mail')
    folder.send(mail())
    folder.send(mail())
    folder.send(mail(Letter('notice-2', LETTER.to, 'en', 'Second', 'Text')))
    assert sorted(path.name for path in (tmp_path / 'mail').iterdir()) == ['notice-1.eml', 'notice-2.eml']
    [first, _] = sorted((tmp_path / 'mail').iterdir())
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert read(first)['Subject'] == LETTER.subject


def test_a_demonstration_never_uses_the_mail_server_and_says_the_way_in_aloud(tmp_path: Path) -> None:
    said: list[str] = []
    settings = Settings(smtp_url=SecretStr('smtp://127.0.0.1:9'), mail_dir=tmp_path)
    mailer = mailer_of(settings, demonstration=True, announce=said.append)
    assert isinstance(mailer, Echo)
    link = 'https://coalition.example/sign-in#token=abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
    mailer.send(mail(Letter('sign-in-1', LETTER.to, 'en', 'Your sign-in', f'Open this:\n{link}\n\nOr type 123456.')))
    mailer.send(mail())
    assert said[0] == 'Mail to ada@example.org: Your sign-in'
    assert link in said[1]
    assert '123456' in said[1]
    assert said[2:] == ['Mail to ada@example.org: Grüße aus Köln']
    assert len(list(tmp_path.glob('*.eml'))) == 2


def test_in_earnest_mails_go_to_the_server_that_is_set_or_to_the_folder(tmp_path: Path) -> None:
    with_server = Settings(smtp_url=SecretStr('smtps://mail.example'), mail_dir=tmp_path)
    assert isinstance(mailer_of(with_server, demonstration=False, announce=print), Server)
    assert isinstance(mailer_of(Settings(mail_dir=tmp_path), demonstration=False, announce=print), Folder)


def test_the_code_of_a_sign_in_mail_is_found_whatever_digits_its_link_has() -> None:
    mail = EmailMessage()
    mail.set_content('Open:\nhttp://localhost/sign-in#token=ab-123456_7\n\nOr type: 654321\n')
    assert code_in(mail) == '654321'
