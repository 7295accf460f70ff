"""Somebody who was erased and a text that was redacted are in no table any more, nor in yesterday's backup once it is restored."""

from pathlib import Path
from uuid import UUID

from api.backups.restoring import restore
from api.backups.taking import back_up
from api.database import Database
from api.models.invitations import InvitationCreate
from api.models.people import ErasureCreate
from api.models.redactions import RedactionCreate
from api.models.working_groups import WorkingGroupCreate
from api.operations import erasures, invitations, redactions, working_groups
from api.spine import Transaction
from tests.backups.test_erasure import CANARY, holding, known
from tests.world import OPERATOR, World, founded

MARKED = {
    'people', 'contact_points', 'sessions', 'sign_in_links', 'passkeys', 'identities', 'idempotency_keys', 'invitations', 'working_groups',
    'journal',
}  # fmt: skip


def marked(database: Database, world: World) -> tuple[UUID, UUID]:
    """Make a person of whom much is kept, invited once more, and a text that names them; return the ids of both."""
    person = known(database, world.network, CANARY)
    wish = {'network_id': world.network, 'role': 'board_member', 'name': CANARY, 'mail': f'{CANARY}@EXAMPLE.org'}
    proposal = {'network_id': world.network, 'city_id': world.cities['graz'], 'title': 'Fair housing', 'aims': f'So says {CANARY}.'}
    with Transaction(database, OPERATOR) as transaction:
        invitations.create_invitation(transaction, InvitationCreate.model_validate(wish))
        group = working_groups.propose_working_group(transaction, WorkingGroupCreate.model_validate(proposal)).id
    return person, group


def test_no_mark_is_left_here_or_in_a_restored_backup_of_yesterday(database: Database, empty: str, tmp_path: Path) -> None:
    person, group = marked(database, founded(database))
    assert holding(database, CANARY) == MARKED
    ledger = tmp_path / 'erasures.jsonl'
    back_up(database.url, tmp_path / 'yesterday', ledger=ledger, replacing=False)
    with Transaction(database, OPERATOR) as transaction:
        erasures.erase_person(transaction, person, ErasureCreate(reason='asked for'), ledger)
    wish = {'subject_type': 'working_group', 'subject_id': group, 'field': 'aims', 'text': 'So says somebody.', 'reason': 'asked for'}
    with Transaction(database, OPERATOR) as transaction:
        redactions.redact_text(transaction, RedactionCreate.model_validate(wish), ledger)
    assert holding(database, CANARY) == set()
    assert CANARY not in ledger.read_text()
    assert restore(empty, tmp_path / 'yesterday', ledger, kept_in=tmp_path / 'kept').applied == 2
    restored = Database(empty, threads=1)
    try:
        assert holding(restored, CANARY) == set()
    finally:
        restored.close()
