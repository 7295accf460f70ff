"""Every environment variable the service reads, typed, with a sentence each; and which of them must not stand together.

Names begin with `COALITION_`, except `DATABASE_URL`, which hosts set by that name. An empty variable counts as unset. Processes that
`coalition serve` starts inherit the same variables with every open question settled: a database, a secret, an absolute data directory.
"""

import ipaddress
import os
import re
import secrets
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SECRET_LENGTH = 32


class Settings(BaseSettings):
    """The service's settings, read from the environment; immutable. Raises `ValidationError` for a value that cannot be meant."""

    model_config = SettingsConfigDict(
        env_prefix='COALITION_', env_ignore_empty=True, extra='ignore', frozen=True, populate_by_name=True, hide_input_in_errors=True
    )

    database_url: str | None = Field(
        default=None,
        validation_alias='DATABASE_URL',
        repr=False,
        description='A PostgreSQL server (15 or later) as postgresql://user:password@host/database. Unset: the service runs its own.',
    )
    data_dir: Path = Field(
        default=Path('.data'), description='Where the own database, the own secret and the mail folder are kept, unless placed elsewhere.'
    )
    host: str = Field(default='127.0.0.1', min_length=1, max_length=255, description='The address to listen on.')
    port: int = Field(default=8000, ge=0, le=65535, description='The port to listen on; 0 takes any free one.')
    public_url: str = Field(
        default_factory=lambda earlier: f'http://127.0.0.1:{earlier.get("port", 8000)}',
        description='The address people type, without a path. With https the service is in production: a secret and a mail server are '
        'required, demonstration data are refused, cookies are secure.',
    )
    secret: SecretStr | None = Field(
        default=None,
        description='The key that signs tokens and encrypts stored secrets, at least 32 characters. Required in production; '
        'otherwise the service makes its own once and keeps it in the data directory.',
    )
    demo: bool | None = Field(
        default=None,
        description='Demonstration data: true loads them into an empty database, false never does. '
        'Unset: only into the own database, outside production.',
    )
    smtp_url: SecretStr | None = Field(
        default=None,
        description='The outgoing mail server as smtp://user:password@host:port (smtps:// for TLS from the start). '
        'Unless it is this machine, it must offer TLS. Unset: mails are written to the mail folder, outside production. '
        'Refused with a demonstration database.',
    )
    mail_from: str = Field(
        default='coalition@localhost', min_length=3, max_length=254, pattern=r'^[^\s@]+@[^\s@]+$', description='The sender of mails.'
    )
    mail_dir: Path = Field(
        default_factory=lambda earlier: earlier.get('data_dir', Path('.data')) / 'mail',
        description='The folder that receives mails while no mail server is set.',
    )
    erasure_ledger: Path = Field(
        default_factory=lambda earlier: earlier.get('data_dir', Path('.data')) / 'erasures.jsonl',
        description='The file that remembers which persons were erased, so that a restored backup does not bring them back. '
        'Unset: erasures.jsonl in the data directory. Keep copies of it beside the backups.',
    )
    city_catalogue: bool = Field(
        default=True,
        description='Whether the worker loads the catalogue of the world’s cities into the database, in the background. '
        'Without it, cities are added by hand only.',
    )
    oidc_issuer: str | None = Field(
        default=None,
        description='The identity provider that people may sign in with (OpenID Connect), by the address that it calls its issuer. '
        'It must be https, except on this machine and outside production. Unset: there is none.',
    )
    oidc_client_id: str | None = Field(
        default=None, min_length=1, max_length=200, description='By which name the identity provider knows this service.'
    )
    oidc_client_secret: SecretStr | None = Field(default=None, description='The secret that the identity provider gave this service.')
    oidc_label: str | None = Field(
        default=None, min_length=1, max_length=60, description='What people call the identity provider. Unset: the host of its address.'
    )
    oidc_mail_domains: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description='Domains, separated by commas, of mail addresses that the identity provider gives out itself: a verified one links an '
        'identity with the person who has it here. Empty: people link their identity themselves.',
    )
    outgoing_allow: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description='Networks, separated by commas, to which webhooks are sent although they are not public, and without https: for '
        'tests and development. Refused in production.',
    )
    sync_credentials: Path | None = Field(
        default=None,
        description='The file that says what this service signs in with at those of other networks, whose lists are mirrored here: '
        'a JSON object, by the address of each a client_id and a client_secret. Unset: none is read.',
    )
    threads: int = Field(
        default=12, ge=1, le=200, description='Requests one API process works on at a time; each may hold one database connection.'
    )
    requests_per_minute: int = Field(
        default=1200, ge=1, le=10_000_000, description='Requests that one person or client may send in a minute to one API process.'
    )
    anonymous_requests_per_minute: int = Field(
        default=300, ge=1, le=10_000_000, description='Requests without valid credentials that one address may send in a minute.'
    )
    security_event_days: int = Field(default=365, ge=30, le=3650, description='For how many days security events are kept.')
    tombstone_days: int = Field(
        default=90, ge=90, le=3650, description='For how many days the sync feed tells that a record is gone or no longer shown.'
    )
    person_without_role_days: int = Field(
        default=730,
        ge=0,
        le=36_500,
        description='After how many days without any role the office is asked to erase a person; 0: it is never asked.',
    )
    sign_in_link_days: int = Field(
        default=1, ge=1, le=30, description='For how many days it is kept that somebody asked for a link or code to sign in with.'
    )
    session_days: int = Field(default=30, ge=1, le=365, description='For how many days a session is kept after its end.')
    outbox_days: int = Field(default=30, ge=1, le=365, description='For how many days it is kept which mails were sent, by ids alone.')
    invitation_days: int = Field(
        default=30, ge=1, le=365, description='For how many days name and address stay in an invitation that was accepted.'
    )
    unanswered_invitation_days: int = Field(
        default=7,
        ge=1,
        le=365,
        description='For how many days they stay after it was declined, withdrawn or expired: the office sees what came of it.',
    )
    message_days: int = Field(
        default=14, ge=1, le=365, description='For how many days a message from outside is kept after it was passed on.'
    )
    import_days: int = Field(
        default=30, ge=1, le=365, description='For how many days the rows of a file are kept that an office imports from then on.'
    )
    idempotency_key_days: int = Field(
        default=7, ge=7, le=90, description='For how many days an answer is kept so that a repeated request is not carried out twice.'
    )
    progress_asking_days: int = Field(
        default=365, ge=100, le=3650, description='For how many days it is kept who was asked how their actions stand.'
    )
    progress_referral_days: int = Field(
        default=60, ge=1, le=365, description='For how many days name and address are kept of somebody who was named to be asked instead.'
    )
    webhook_days: int = Field(default=30, ge=30, le=365, description='For how many days it is kept what was sent to addresses of partners.')
    log: Literal['json', 'text'] = Field(default='json', description='The form of log lines: json for machines, text for people.')
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description='Addresses or networks of reverse proxies, separated by commas, whose X-Forwarded-For and X-Forwarded-Proto count. '
        'In production not all addresses together.',
    )

    @field_validator('trusted_proxies', 'outgoing_allow', 'oidc_mail_domains', mode='before')
    @classmethod
    def _split_at_commas(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(',') if part.strip()) if isinstance(value, str) else value

    @field_validator('trusted_proxies', 'outgoing_allow')
    @classmethod
    def _are_networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        try:
            for part in value:
                ipaddress.ip_network(part)
        except ValueError:
            raise ValueError('must be addresses or networks, separated by commas') from None
        return value

    @field_validator('oidc_mail_domains')
    @classmethod
    def _are_domains(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(re.fullmatch(r'([a-z0-9-]+\.)+[a-z0-9-]+', part) for part in value):
            raise ValueError('must be domains in small letters, separated by commas')
        return value

    @field_validator('oidc_issuer')
    @classmethod
    def _is_an_issuer(cls, value: str | None) -> str | None:
        parts = urlsplit(value or '')
        if value is not None and (
            parts.scheme not in {'http', 'https'} or not parts.hostname or parts.query or parts.fragment or parts.username
        ):
            raise ValueError('must be the address of an identity provider, without a query')
        return value

    @field_validator('database_url')
    @classmethod
    def _is_postgres(cls, value: str | None) -> str | None:
        if value is not None and urlsplit(value).scheme not in {'postgresql', 'postgres', 'postgresql+psycopg'}:
            raise ValueError('must begin with postgresql://, there is no other kind of database')
        return value and for_psycopg(value)

    @field_validator('public_url')
    @classmethod
    def _is_an_origin(cls, value: str) -> str:
        parts = urlsplit(value.rstrip('/'))
        if parts.scheme not in {'http', 'https'} or not parts.hostname or parts.path or parts.query or parts.fragment or parts.username:
            raise ValueError('must be http:// or https:// and a host, without a path')
        return f'{parts.scheme}://{parts.netloc.lower()}'

    @field_validator('smtp_url')
    @classmethod
    def _is_a_mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        parts = urlsplit(value.get_secret_value()) if value else None
        if parts and (parts.scheme not in {'smtp', 'smtps'} or not parts.hostname):
            raise ValueError('must look like smtp://user:password@host:port')
        return value

    @model_validator(mode='after')
    def _secret_is_long_enough(self) -> Self:
        if self.secret is not None and len(self.secret.get_secret_value()) < SECRET_LENGTH:
            raise ValueError(f'COALITION_SECRET must have at least {SECRET_LENGTH} characters')
        return self

    @property
    def production(self) -> bool:
        """True when people reach the service by https."""
        return self.public_url.startswith('https://')

    @property
    def embedded(self) -> bool:
        """True when the service runs its own database."""
        return self.database_url is None

    @property
    def demonstrates(self) -> bool:
        """True when an empty database is to be filled with demonstration data."""
        return self.embedded and not self.production if self.demo is None else self.demo

    @property
    def provider_label(self) -> str | None:
        """What people call the identity provider; None without one."""
        return self.oidc_issuer and (self.oidc_label or urlsplit(self.oidc_issuer).hostname)

    @property
    def signing_key(self) -> bytes:
        """The secret as bytes. Every process that `coalition serve` starts has one; `RuntimeError` elsewhere without one."""
        if self.secret is None:
            raise RuntimeError('COALITION_SECRET is not set')
        return self.secret.get_secret_value().encode()


def unsafe_combinations(settings: Settings) -> list[str]:
    """Why the service must not start with these settings, one sentence each; empty when it may."""
    found = []
    if settings.production and settings.secret is None:
        found.append('COALITION_PUBLIC_URL is https, so this is production: set COALITION_SECRET to at least 32 random characters.')
    if settings.production and settings.demo:
        found.append('Demonstration data were asked for, but COALITION_PUBLIC_URL is https: production never holds invented records.')
    if settings.production and settings.smtp_url is None:
        found.append(
            'COALITION_PUBLIC_URL is https, so this is production: set COALITION_SMTP_URL to your mail server, as '
            'smtp:// or smtps:// with its host. Without it every mail, sign-in links among them, would lie in a folder and reach nobody.'
        )
    if settings.production and settings.outgoing_allow:
        found.append(
            'COALITION_OUTGOING_ALLOW is set, but COALITION_PUBLIC_URL is https: in production messages leave for public addresses alone. '
            'Unset it.'
        )
    if settings.production and _trusts_anybody(settings.trusted_proxies):
        found.append(
            'COALITION_TRUSTED_PROXIES names every address there is: anybody could say who they are and where they come from. '
            'Name the address of your reverse proxy alone, such as 127.0.0.1.'
        )
    if settings.smtp_url is not None and settings.demonstrates and not settings.production:
        found.append(
            'COALITION_SMTP_URL is set, but the database is for demonstration: invented records must not send real mail. '
            'Unset it, or set COALITION_DEMO=false for a database of your own.'
        )
    if not settings.production and not settings.demonstrates and not is_this_machine(settings.public_url):
        found.append(
            f'COALITION_PUBLIC_URL is {settings.public_url}: people would sign in over a connection that others can read. '
            'Use https, or an address of this machine.'
        )
    return found + _of_provider(settings)


def _of_provider(settings: Settings) -> list[str]:
    needed = {
        'COALITION_OIDC_ISSUER': settings.oidc_issuer,
        'COALITION_OIDC_CLIENT_ID': settings.oidc_client_id,
        'COALITION_OIDC_CLIENT_SECRET': settings.oidc_client_secret,
    }
    missing = [name for name, value in needed.items() if value is None]
    issuer = settings.oidc_issuer or 'https://'
    found = []
    if 0 < len(missing) < len(needed):
        found.append(f'An identity provider needs all of {", ".join(needed)}: {", ".join(missing)} is missing.')
    if not issuer.startswith('https://') and (settings.production or not is_this_machine(issuer)):
        found.append('COALITION_OIDC_ISSUER is not https: others could answer in the identity provider’s place and sign in as anybody.')
    return found


def own_secret(directory: Path) -> str:
    """The secret kept in the data directory, made there once with mode 0600. Raises `OSError` when the directory refuses it."""
    path = directory / 'secret'
    draft = directory / f'.secret-{os.getpid()}'
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            # A link, unlike a rename, never replaces the secret that another process has made meanwhile.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def settle(settings: Settings, *, database_url: str, data_dir: Path) -> Settings:
    """The same settings with no question open: this database, this data directory, a secret. Raises `OSError` when one cannot be made."""
    changes: dict[str, Any] = {'database_url': for_psycopg(database_url), 'data_dir': data_dir.absolute()}
    for name, usual in (('mail_dir', 'mail'), ('erasure_ledger', 'erasures.jsonl')):
        chosen: Path | None = getattr(settings, name) if name in settings.model_fields_set else None
        changes[name] = (chosen or data_dir / usual).absolute()
    if settings.secret is None:
        changes['secret'] = SecretStr(own_secret(data_dir))
    return settings.model_copy(update=changes)


def as_environment(settings: Settings) -> dict[str, str]:
    """The variables from which a child process reads these very settings, beside the rest of this process's environment."""
    said = {f'COALITION_{name.upper()}': _as_text(value) for name, value in settings if value is not None and name != 'database_url'}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith('COALITION_') and name != 'DATABASE_URL'}
    return inherited | said | ({'DATABASE_URL': settings.database_url} if settings.database_url else {})


def for_psycopg(url: str) -> str:
    """The same database address as libpq spells it. SQLAlchemy 2.1 and later takes it too and chooses psycopg for it."""
    _, _, rest = url.partition('://')
    return f'postgresql://{rest}'


def what_is_wrong(error: ValidationError) -> list[str]:
    """A refused environment as sentences that name the variable and never repeat its value."""
    problems = error.errors(include_input=False, include_url=False)
    return [_sentence(problem['loc'], problem['msg']) for problem in problems if problem['type'] != 'default_factory_not_called']


def _as_text(value: object) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return ','.join(value) if isinstance(value, tuple) else str(value)


def _sentence(place: tuple[Any, ...], message: str) -> str:
    message = message.removeprefix('Value error, ')
    if not place:
        return f'{message}.'
    name = str(place[0]).upper()
    return f'{name if name == "DATABASE_URL" else f"COALITION_{name}"}: {message}.'


def _trusts_anybody(proxies: tuple[str, ...]) -> bool:
    """Say whether the networks, one by one or together, hold all addresses of a kind."""
    networks = [ipaddress.ip_network(part) for part in proxies]
    fourth = [each for each in networks if isinstance(each, ipaddress.IPv4Network)]
    sixth = [each for each in networks if isinstance(each, ipaddress.IPv6Network)]
    is_all = any(each.prefixlen == 0 for each in ipaddress.collapse_addresses(fourth))
    return is_all or any(each.prefixlen == 0 for each in ipaddress.collapse_addresses(sixth))


def is_this_machine(url: str) -> bool:
    """Say whether an address is one of this very machine."""
    host = urlsplit(url).hostname or ''
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == 'localhost' or host.endswith('.localhost')
