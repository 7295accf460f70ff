"""What can be done with passkeys: make one known, remove it, sign in with it.

Whatever stands against a passkey, the refusal is the same one: it does not tell which passkeys are known, nor what was wrong.
"""

import base64
from uuid import UUID

from sqlalchemy import select

from api import passkeys
from api.hashes import challenge_bytes, hashed
from api.models.columns import table
from api.models.networks import NetworkRow
from api.models.passkeys import PasskeyChallenge, PasskeyCreate, PasskeyProof, PasskeyRegistration, PasskeyRow
from api.models.people import PersonRow
from api.models.sessions import SessionRow
from api.operations import challenges
from api.operations.permit import permit
from api.passkeys import Site
from api.permissions import Facts
from api.problems import Problem
from api.profile import still_open
from api.rules.refusals import Refusal
from api.security_events import note
from api.spine import Transaction

MOST = 20
_PASSKEYS, _SESSIONS = table(PasskeyRow), table(SessionRow)
_SECONDS = int(challenges.LIFE.total_seconds())


def start_passkey(transaction: Transaction, site: Site | None, key: bytes) -> tuple[PasskeyRegistration, str]:
    """Begin to make a passkey; return what the browser needs for it, and the token that marks the browser."""
    permit(transaction, 'start_passkey', Facts(person_id=transaction.caller.id))
    offered = _offered(site)
    person = transaction.find(PersonRow, transaction.caller.id)
    if person is None:
        raise Problem('not-found')
    network = transaction.find(NetworkRow, person.network_id)
    challenge, browser = challenges.begin(transaction, 'passkey', person.id)
    registration = PasskeyRegistration(
        challenge=_in_text(challenge_bytes(key, challenge.id)),
        rp_id=offered.rp_id,
        rp_name=network.name if network else person.name,
        user_id=_in_text(person.id.bytes),
        user_name=person.mail or person.name,
        user_display_name=person.name,
        algorithms=list(passkeys.ALGORITHMS),
        exclude=_of_person(transaction, person.id),
        timeout_seconds=_SECONDS,
    )
    return registration, browser


def create_passkey(
    transaction: Transaction, wish: PasskeyCreate, site: Site | None, key: bytes, *, browser: str | None
) -> PasskeyRow | Refusal:
    """Make a passkey known that the caller's browser has just made. A refusal is returned, so that the challenge stays used."""
    permit(transaction, 'create_passkey', Facts(person_id=transaction.caller.id))
    offered = _offered(site)
    challenge = challenges.take(transaction, 'passkey', browser)
    person_id = transaction.caller.id
    if challenge is None or person_id is None or challenge.person_id != person_id:
        return Refusal('passkey-not-accepted', {})
    if len(_of_person(transaction, person_id)) >= MOST:
        return Refusal('passkeys-enough', {'most': MOST})
    made = passkeys.made(offered, challenge_bytes(key, challenge.id), wish.client_data, wish.attestation_object)
    if made is None or _known(transaction, made.credential_id) is not None:
        return Refusal('passkey-not-accepted', {})
    passkey = PasskeyRow(
        person_id=person_id,
        name=wish.name,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        created_at=transaction.now,
    )
    transaction.session.add(passkey)
    note(transaction.session.connection(), 'passkey_added', transaction.now, person_id=person_id)
    return passkey


def remove_passkey(transaction: Transaction, passkey_id: UUID) -> None:
    """Forget a passkey of the caller: it signs nobody in any more."""
    permit(transaction, 'remove_passkey', Facts(person_id=transaction.caller.id))
    removed = _PASSKEYS.delete().where(_PASSKEYS.c.id == passkey_id, _PASSKEYS.c.person_id == transaction.caller.id)
    if transaction.session.execute(removed.returning(_PASSKEYS.c.id)).first() is None:
        raise Problem('not-found')
    note(transaction.session.connection(), 'passkey_removed', transaction.now, person_id=transaction.caller.id)


def create_passkey_challenge(
    transaction: Transaction, site: Site | None, key: bytes, *, session: str | None
) -> tuple[PasskeyChallenge, str]:
    """Ask a browser for a passkey; return what it needs, and the token that marks it.

    Where somebody is signed in by `session`, only that person can answer: they sign in again.
    """
    offered = _offered(site)
    person_id = _signed_in(transaction, session)
    challenge, browser = challenges.begin(transaction, 'passkey_sign_in', person_id)
    asked = PasskeyChallenge(
        challenge=_in_text(challenge_bytes(key, challenge.id)),
        rp_id=offered.rp_id,
        allow=_of_person(transaction, person_id) if person_id else [],
        timeout_seconds=_SECONDS,
    )
    return asked, browser


def person_by_passkey(
    transaction: Transaction, proof: PasskeyProof, site: Site | None, key: bytes, *, browser: str | None
) -> UUID | Refusal:
    """Return whose passkey was proven; its count is kept. A refusal is returned, so that the challenge stays used and the event kept."""
    offered = _offered(site)
    challenge = challenges.take(transaction, 'passkey_sign_in', browser)
    passkey = _known(transaction, passkeys.from_text(proof.credential_id))
    person = transaction.find(PersonRow, passkey.person_id) if passkey else None
    if challenge and passkey and person and person.disabled_at is None and challenge.person_id in {None, person.id}:
        count = passkeys.proven(
            offered, challenge_bytes(key, challenge.id), proof, passkey.public_key, sign_count=passkey.sign_count, user=person.id.bytes
        )
        if count is not None:
            passkey.sign_count, passkey.last_used_at = count, transaction.now
            return person.id
    note(transaction.session.connection(), 'passkey_refused', transaction.now, person_id=passkey.person_id if passkey else None)
    return Refusal('passkey-invalid', {})


def _offered(site: Site | None) -> Site:
    if site is None:
        raise Problem('passkeys-not-offered')
    return site


def _known(transaction: Transaction, credential_id: bytes) -> PasskeyRow | None:
    """Return the passkey of a credential, locked: its count goes up one by one."""
    wanted = select(PasskeyRow).where(_PASSKEYS.c.credential_id == credential_id).with_for_update()
    found: PasskeyRow | None = transaction.session.execute(wanted).scalar_one_or_none()
    return found


def _of_person(transaction: Transaction, person_id: UUID) -> list[str]:
    wanted = select(_PASSKEYS.c.credential_id).where(_PASSKEYS.c.person_id == person_id).order_by(_PASSKEYS.c.id)
    return [_in_text(found) for found in transaction.session.execute(wanted).scalars()]


def _signed_in(transaction: Transaction, session: str | None) -> UUID | None:
    if session is None:
        return None
    wanted = select(_SESSIONS.c.person_id).where(_SESSIONS.c.token_hash == hashed(session), still_open(transaction.now))
    found: UUID | None = transaction.session.execute(wanted).scalar_one_or_none()
    return found


def _in_text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b'=').decode()
