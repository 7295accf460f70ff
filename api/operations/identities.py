"""What can be done with identities at the identity provider: link one with oneself, remove it, sign in with it.

An identity is issuer and subject. A person it makes nobody: whoever is not known here is not let in.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from api.hashes import challenge_word
from api.models.challenges import ChallengeKind, ChallengeRow
from api.models.columns import table
from api.models.identities import IdentityRow, ProviderAnswer, ProviderPage
from api.models.people import PersonRow
from api.operations import challenges
from api.operations.permit import permit
from api.permissions import Facts
from api.problems import Problem
from api.provider import Claims, Provider, Silent
from api.rules.refusals import Refusal
from api.security_events import note
from api.spine import Transaction

_IDENTITIES, _PEOPLE = table(IdentityRow), table(PersonRow)


@dataclass(frozen=True, slots=True)
class Vouched:
    """For whom the provider vouches, and whether that person has just proven it there; else the provider remembered them."""

    person_id: UUID
    proven: bool


def start_provider_sign_in(transaction: Transaction, provider: Provider | None, key: bytes) -> tuple[ProviderPage, str]:
    """Begin to sign in at the provider; return where the browser goes, and the token that marks it."""
    return _page(transaction, 'provider_sign_in', None, _offered(provider), key)


def start_identity(transaction: Transaction, provider: Provider | None, key: bytes) -> tuple[ProviderPage, str]:
    """Begin to link an identity with the caller; return where the browser goes, and the token that marks it."""
    permit(transaction, 'start_identity', Facts(person_id=transaction.caller.id))
    return _page(transaction, 'identity', transaction.caller.id, _offered(provider), key)


def create_identity(
    transaction: Transaction, answer: ProviderAnswer, provider: Provider | None, key: bytes, *, browser: str | None
) -> IdentityRow | Refusal:
    """Link the identity that the provider's answer is about with the caller. A refusal is returned: the challenge stays used."""
    permit(transaction, 'create_identity', Facts(person_id=transaction.caller.id))
    offered, person_id = _offered(provider), transaction.caller.id
    challenge = challenges.take(transaction, 'identity', browser)
    if challenge is None or challenge.person_id != person_id or person_id is None:
        return Refusal('identity-not-accepted', {})
    claims = _claims(offered, answer, challenge, key)
    if isinstance(claims, Silent):
        return Refusal('provider-unavailable', {})
    if claims is None or _known(transaction, offered, claims) is not None:
        return Refusal('identity-not-accepted', {})
    return _linked(transaction, person_id, offered, claims)


def remove_identity(transaction: Transaction, identity_id: UUID) -> None:
    """Take a link of the caller's away: that identity signs nobody in any more."""
    permit(transaction, 'remove_identity', Facts(person_id=transaction.caller.id))
    removed = _IDENTITIES.delete().where(_IDENTITIES.c.id == identity_id, _IDENTITIES.c.person_id == transaction.caller.id)
    if transaction.session.execute(removed.returning(_IDENTITIES.c.id)).first() is None:
        raise Problem('not-found')
    note(transaction.session.connection(), 'identity_removed', transaction.now, person_id=transaction.caller.id)


def person_by_identity(
    transaction: Transaction, answer: ProviderAnswer, provider: Provider | None, key: bytes, *, browser: str | None
) -> Vouched | Refusal:
    """Return for whom the provider vouches. A refusal is returned, so that the challenge stays used and the event kept."""
    offered = _offered(provider)
    challenge = challenges.take(transaction, 'provider_sign_in', browser)
    claims = _claims(offered, answer, challenge, key) if challenge else None
    if isinstance(claims, Silent):
        return Refusal('provider-unavailable', {})
    identity = (_known(transaction, offered, claims) or _linked_by_mail(transaction, offered, claims)) if claims else None
    person = transaction.find(PersonRow, identity.person_id) if identity else None
    if claims and identity and person and person.disabled_at is None:
        identity.last_used_at = transaction.now
        return Vouched(person.id, claims.proven)
    note(transaction.session.connection(), 'identity_refused', transaction.now, person_id=person.id if person else None)
    return Refusal('identity-not-linked' if claims and identity is None else 'provider-answer-invalid', {})


def _offered(provider: Provider | None) -> Provider:
    if provider is None:
        raise Problem('provider-not-offered')
    return provider


def _page(
    transaction: Transaction, kind: ChallengeKind, person_id: UUID | None, provider: Provider, key: bytes
) -> tuple[ProviderPage, str]:
    challenge, browser = challenges.begin(transaction, kind, person_id, life=challenges.LIFE_AT_PROVIDER)
    state, nonce, verifier = (challenge_word(key, purpose, challenge.id) for purpose in ('state', 'nonce', 'verifier'))
    location = provider.page(state=state, nonce=nonce, verifier=verifier)
    if isinstance(location, Silent):
        raise Problem('provider-unavailable', headers={'Retry-After': '60'})
    return ProviderPage(location=location), browser


def _claims(provider: Provider, answer: ProviderAnswer, challenge: ChallengeRow, key: bytes) -> Claims | Silent | None:
    """Return what the provider says of whoever was there; None when the answer is not to this challenge, or not to be believed."""
    state, nonce, verifier = (challenge_word(key, purpose, challenge.id) for purpose in ('state', 'nonce', 'verifier'))
    if answer.state != state:
        return None
    return provider.claims(answer.code, nonce=nonce, verifier=verifier, since=challenge.created_at)


def _known(transaction: Transaction, provider: Provider, claims: Claims) -> IdentityRow | None:
    same = (_IDENTITIES.c.issuer == provider.issuer, _IDENTITIES.c.subject == claims.subject)
    found: IdentityRow | None = transaction.session.execute(select(IdentityRow).where(*same).with_for_update()).scalar_one_or_none()
    return found


def _linked_by_mail(transaction: Transaction, provider: Provider, claims: Claims) -> IdentityRow | None:
    """Link an identity with whoever has the address that the provider gave it; once, and where it gives out the addresses itself."""
    if claims.mail is None or claims.mail.rpartition('@')[2].lower() not in provider.mail_domains:
        return None
    known = select(PersonRow).where(func.lower(_PEOPLE.c.mail) == claims.mail.lower(), _PEOPLE.c.disabled_at.is_(None)).with_for_update()
    person: PersonRow | None = transaction.session.execute(known).scalar_one_or_none()
    if person is None:
        return None
    linked = select(_IDENTITIES.c.id).where(_IDENTITIES.c.person_id == person.id, _IDENTITIES.c.issuer == provider.issuer)
    if transaction.session.execute(linked).first() is not None:
        return None
    return _linked(transaction, person.id, provider, claims)


def _linked(transaction: Transaction, person_id: UUID, provider: Provider, claims: Claims) -> IdentityRow:
    identity = IdentityRow(person_id=person_id, issuer=provider.issuer, subject=claims.subject, created_at=transaction.now)
    transaction.session.add(identity)
    note(transaction.session.connection(), 'identity_linked', transaction.now, person_id=person_id)
    return identity
