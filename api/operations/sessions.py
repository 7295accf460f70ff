"""Signing in and out: the mail's link and code, sessions, and what people change about themselves."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select

from api.hashes import hashed, hashed_address, hashed_code, new_token
from api.models.columns import table
from api.models.people import PersonRow
from api.models.roles import RoleRow
from api.models.sessions import Browser, MePatch, SessionCreate, SessionRow, SignInLinkCreate, SignInLinkRow
from api.models.shapes import merge
from api.operations.identities import Vouched, person_by_identity
from api.operations.passkeys import person_by_passkey
from api.operations.permit import permit
from api.passkeys import Site
from api.permissions import Facts
from api.problems import Problem, invalid
from api.provider import Provider
from api.rules.refusals import Refusal
from api.security_events import note
from api.spine import Transaction

LINK_LIFE = timedelta(minutes=15)
IDLE = timedelta(minutes=60)
ABSOLUTE = timedelta(hours=12)
REMEMBERED = timedelta(days=30)
MOST_WRONG_CODES = 5
# Five codes a mail and ten mails in five minutes would, over a day, be too many guesses at one address.
MOST_WRONG_CODES_OF_ADDRESS = 50
WINDOW = timedelta(minutes=5)
MOST_LINKS_OF_ADDRESS = 10
MOST_LINKS = 1000
_LINKS = table(SignInLinkRow)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session and the token that its browser keeps; nobody else has it."""

    session: SessionRow
    token: str


@dataclass(frozen=True, slots=True)
class WaysIn:
    """What this service signs people in with: its secret, the site of passkeys and the identity provider, if there are any."""

    key: bytes
    site: Site | None
    provider: Provider | None


def create_sign_in_link(transaction: Transaction, wish: SignInLinkCreate) -> str:
    """Have a link and a code sent to an address, if it is known; return the token that marks the browser which asked.

    For an unknown address the same is written and the same work is posted: neither the answer nor its time tells.
    """
    address = hashed_address(wish.email)
    _refuse_too_many(transaction, address)
    known = select(PersonRow).where(func.lower(PersonRow.mail) == wish.email.lower(), table(PersonRow).c.disabled_at.is_(None))
    person = transaction.session.execute(known).scalar_one_or_none()
    browser = new_token()
    link = SignInLinkRow(
        person_id=person.id if person else None,
        address_hash=address,
        browser_hash=hashed(browser),
        created_at=transaction.now,
        expires_at=transaction.now + LINK_LIFE,
    )
    transaction.session.add(link)
    transaction.post('sign_in_mail', {'link_id': str(link.id)})
    return browser


def _refuse_too_many(transaction: Transaction, address: bytes) -> None:
    recent = select(func.count(), func.count().filter(_LINKS.c.address_hash == address)).where(
        _LINKS.c.created_at > transaction.now - WINDOW
    )
    in_all, of_address = transaction.session.execute(recent).one()
    if in_all >= MOST_LINKS or of_address >= MOST_LINKS_OF_ADDRESS:
        raise Problem('too-many-requests', headers={'Retry-After': str(int(WINDOW.total_seconds()))})


def create_session(transaction: Transaction, wish: SessionCreate, ways: WaysIn, browser: Browser) -> SignedIn | Refusal:
    """Sign a person in by link, by code, by passkey, by the identity provider or, in a demonstration, by account.

    What was typed or shown wrongly is returned and not raised, so that its count, the event and the used challenge are kept.
    """
    if wish.way_in == ('token',):
        person: UUID | Vouched | Refusal = _by_link(transaction, hashed(wish.token))
    elif wish.way_in == ('email', 'code'):
        person = _by_code(transaction, wish, browser.asked)
    elif wish.way_in == ('passkey',):
        person = person_by_passkey(transaction, wish.passkey, ways.site, ways.key, browser=browser.challenged)
    elif wish.way_in == ('provider',):
        person = person_by_identity(transaction, wish.provider, ways.provider, ways.key, browser=browser.challenged)
    elif wish.way_in == ('demonstration_account',):
        person = _by_account(transaction, wish.demonstration_account)
    else:
        raise invalid('', 'one_of', fields='token, email + code, passkey, provider, demonstration_account')
    if isinstance(person, Refusal):
        return person
    vouched = person if isinstance(person, Vouched) else Vouched(person, proven=True)
    return begin_session(
        transaction, vouched.person_id, browser.name, remember=wish.remember, replaces=browser.session, proven=vouched.proven
    )


def begin_session(
    transaction: Transaction, person_id: UUID, user_agent: str | None, *, remember: bool, replaces: str | None, proven: bool = True
) -> SignedIn:
    """Sign a browser in; `replaces` is the token of the session it had, `proven` is False where a provider remembered the person."""
    if replaces:
        remember = _replaced(transaction, person_id, hashed(replaces)) or remember
    token = new_token()
    note(transaction.session.connection(), 'signed_in', transaction.now, person_id=person_id)
    session = SessionRow(
        person_id=person_id,
        token_hash=hashed(token),
        user_agent=user_agent,
        created_at=transaction.now,
        seen_at=transaction.now,
        expires_at=transaction.now + (REMEMBERED if remember else ABSOLUTE),
        idle_minutes=int((REMEMBERED if remember else IDLE).total_seconds() // 60),
        proven=proven,
    )
    transaction.session.add(session)
    return SignedIn(session, token)


def standing_session(transaction: Transaction, person_id: UUID, token: str | None) -> SessionRow | None:
    """Return the session of a browser in which this person is signed in now."""
    sessions = table(SessionRow)
    same = (sessions.c.token_hash == hashed(token or ''), sessions.c.person_id == person_id)
    used = sessions.c.seen_at + func.make_interval(0, 0, 0, 0, 0, sessions.c.idle_minutes) > transaction.now
    lasts = (sessions.c.ended_at.is_(None), sessions.c.expires_at > transaction.now, used)
    return transaction.session.execute(select(SessionRow).where(*same, *lasts)).scalar_one_or_none()


def go_on(transaction: Transaction, former: SessionRow, user_agent: str | None) -> SignedIn:
    """Give a browser another token for the session it had: as old as that, as well proven, and ending when that would have."""
    token = new_token()
    kept = {name: getattr(former, name) for name in ('person_id', 'created_at', 'expires_at', 'idle_minutes', 'proven')}
    session = SessionRow(**kept, token_hash=hashed(token), user_agent=user_agent, seen_at=transaction.now)
    transaction.session.add(session)
    return SignedIn(session, token)


def _replaced(transaction: Transaction, person_id: UUID, token_hash: bytes) -> bool:
    """End the session that a browser had; says whether it was a remembered one of the same person, who signs in again."""
    sessions = table(SessionRow)
    same = (sessions.c.token_hash == token_hash, sessions.c.ended_at.is_(None))
    former = transaction.session.execute(select(SessionRow).where(*same)).scalar_one_or_none()
    if former is None:
        return False
    former.ended_at = transaction.now
    return bool(former.person_id == person_id and former.idle_minutes > int(IDLE.total_seconds() // 60))


def _open_link(transaction: Transaction, *conditions: ColumnElement[bool]) -> SignInLinkRow | None:
    """Return the newest link of these that is neither used nor too old, locked: of two that use it at once, one does."""
    fresh = (_LINKS.c.used_at.is_(None), _LINKS.c.expires_at > transaction.now)
    wanted = select(SignInLinkRow).where(*fresh, *conditions).order_by(_LINKS.c.id.desc()).limit(1).with_for_update()
    return transaction.session.execute(wanted).scalar_one_or_none()


def _by_link(transaction: Transaction, token_hash: bytes) -> UUID | Refusal:
    this_one = _LINKS.c.token_hash == token_hash
    link = _open_link(transaction, this_one)
    return _used(transaction, link) if link else _invalid(transaction, this_one)


def _used(transaction: Transaction, link: SignInLinkRow) -> UUID | Refusal:
    person = transaction.find(PersonRow, link.person_id)
    if person is None or person.disabled_at is not None:
        return _invalid(transaction, _LINKS.c.id == link.id)
    link.used_at = transaction.now
    return person.id


def _invalid(transaction: Transaction, which: ColumnElement[bool]) -> Refusal:
    """Refuse a link or code, and note whose it was, if it ever was anybody's."""
    whose = select(_LINKS.c.person_id).where(which).order_by(_LINKS.c.id.desc()).limit(1)
    person_id = transaction.session.execute(whose).scalar_one_or_none()
    note(transaction.session.connection(), 'sign_in_link_invalid', transaction.now, person_id=person_id)
    return Refusal('sign-in-link-invalid', {})


def _by_code(transaction: Transaction, wish: SessionCreate, browser: str | None) -> UUID | Refusal:
    of_browser = _LINKS.c.browser_hash == hashed(browser or '')
    link = _open_link(transaction, of_browser)
    if link is None:
        return _invalid(transaction, of_browser)
    wrong = select(func.coalesce(func.sum(_LINKS.c.wrong_codes), 0)).where(_LINKS.c.address_hash == link.address_hash)
    wrong_of_address = transaction.session.execute(wrong).scalar_one()
    if link.wrong_codes >= MOST_WRONG_CODES or wrong_of_address >= MOST_WRONG_CODES_OF_ADDRESS:
        raise Problem('too-many-attempts')
    same_address = hmac.compare_digest(link.address_hash or b'', hashed_address(wish.email))
    same_code = hmac.compare_digest(link.code_hash or b'', hashed_code(link.id, wish.code))
    if same_address and same_code:
        return _used(transaction, link)
    link.wrong_codes += 1
    note(transaction.session.connection(), 'sign_in_failed', transaction.now, person_id=link.person_id)
    return Refusal('sign-in-code-wrong', {})


def _by_account(transaction: Transaction, account: str) -> UUID:
    if not transaction.is_demonstration:
        raise Problem('not-a-demonstration')
    people, roles = table(PersonRow), table(RoleRow)
    has_role = and_(roles.c.person_id == people.c.id, roles.c.end_date.is_(None))
    invented = (people.c.mail == f'{account}@example.org', people.c.demonstration, people.c.disabled_at.is_(None))
    found = transaction.session.execute(
        select(people.c.id).where(*invented, select(roles.c.id).where(has_role).exists())
    ).scalar_one_or_none()
    if found is None:
        raise Problem('not-found')
    return UUID(str(found))


def end_session(transaction: Transaction, session_id: UUID) -> None:
    """Sign one of the caller's own browsers out."""
    permit(transaction, 'end_session', Facts(person_id=transaction.caller.id))
    sessions = table(SessionRow)
    if not _end(transaction, and_(sessions.c.id == session_id, sessions.c.person_id == transaction.caller.id)):
        raise Problem('not-found')
    note(transaction.session.connection(), 'session_ended', transaction.now, person_id=transaction.caller.id)


def end_other_sessions(transaction: Transaction) -> None:
    """Sign every browser of the caller out but the one that asks."""
    permit(transaction, 'end_other_sessions', Facts(person_id=transaction.caller.id))
    sessions, caller = table(SessionRow), transaction.caller
    if _end(transaction, and_(sessions.c.person_id == caller.id, sessions.c.id.is_distinct_from(caller.session_id))):
        note(transaction.session.connection(), 'other_sessions_ended', transaction.now, person_id=caller.id)


def _end(transaction: Transaction, which: ColumnElement[bool]) -> int:
    sessions = table(SessionRow)
    ending = sessions.update().where(which, sessions.c.ended_at.is_(None)).values(ended_at=transaction.now)
    ended: Any = transaction.session.execute(ending)
    return int(ended.rowcount)


def update_me(transaction: Transaction, wish: MePatch) -> None:
    """Change what people decide about themselves. It asks for no If-Match: the last word about one's own language counts."""
    permit(transaction, 'update_me', Facts(person_id=transaction.caller.id))
    for person in transaction.lock(PersonRow, [transaction.caller.id] if transaction.caller.id else []):
        for name, value in merge(wish).items():
            setattr(person, name, value)
        transaction.record('update_me', person)
    transaction.flush()
