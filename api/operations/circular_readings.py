"""Shows whom a circular is for or was sent to, and their addresses, as far as each is shown to the caller."""

from uuid import UUID

from sqlalchemy import text

from api.models.circulars import CircularAddresses, CircularRecipient, CircularRecipients, CircularRow
from api.operations.circular_recipients import Addressee, addressees_of, texts_of
from api.operations.group_records import facts_of_record
from api.operations.permit import permit_on
from api.sentences import say
from api.spine import Transaction

_MOST_SHOWN = 2000
_LOG = text("""
SELECT n.person_id, n.stage, n.reason, n.parameters, p.name, own.shown,
  CASE WHEN c.id IS NOT NULL THEN json_build_object('id', c.id, 'slug', c.slug, 'name', c.name, 'country_code', c.country_code) END AS city
FROM notices n LEFT JOIN people p ON p.id = n.person_id LEFT JOIN cities c ON c.id = n.city_id
  CROSS JOIN LATERAL (SELECT min(k.value) AS shown FROM contact_points k WHERE k.person_id = p.id AND k.network_id = n.network_id
    AND k.kind = 'mail' AND k.visibility IN ('public', 'members') AND k.ended_on IS NULL) own
WHERE n.circular_id = :id ORDER BY n.stage = 'not_sent' DESC, c.sort_key NULLS FIRST, n.id LIMIT :most
""")


def get_circular_recipients(transaction: Transaction, circular_id: UUID) -> CircularRecipients:
    """Return whom a draft would be sent to now, or whom a circular was sent to; names as far as they are shown to the caller."""
    circular = permit_on(transaction, 'get_circular_recipients', CircularRow, circular_id, facts_of_record, versioned=False)
    if circular.stage == 'draft':
        found = addressees_of(transaction, circular, [each.language for each in texts_of(transaction, circular)])
        items = [_recipient(transaction, circular, each) for each in sorted(found, key=lambda each: each.reason is None)]
        excluded = sum(each.reason is not None for each in found)
        return CircularRecipients(recipient_count=len(found) - excluded, excluded_count=excluded, items=items[:_MOST_SHOWN])
    rows = transaction.session.execute(_LOG, {'id': circular.id, 'most': _MOST_SHOWN}).mappings()
    items = [
        _recipient(
            transaction,
            circular,
            Addressee(row['person_id'], row['name'], None, row['shown'], row['parameters'].get('role'), row['city']),
            stage=row['stage'],
            language=row['parameters'].get('language'),
            reason=row['reason'],
        )
        for row in rows
    ]
    return CircularRecipients(recipient_count=circular.recipient_count or 0, excluded_count=circular.excluded_count or 0, items=items)


def get_circular_addresses(transaction: Transaction, circular_id: UUID) -> CircularAddresses:
    """Return the recipients' mail addresses as far as they are shown to the caller, and journal that they were taken."""
    circular = permit_on(transaction, 'get_circular_addresses', CircularRow, circular_id, facts_of_record, versioned=False)
    transaction.note('get_circular_addresses', {'circular_id': str(circular.id)})
    versions = [each.language for each in texts_of(transaction, circular)]
    meant = [each for each in addressees_of(transaction, circular, versions) if each.reason in {None, 'network_in_preparation'}]
    is_office = _is_office(transaction, circular)
    addresses = [each.mail if is_office else each.shown for each in meant]
    shown = sorted({each for each in addresses if each})
    return CircularAddresses(addresses=shown, hidden_count=addresses.count(None))


def _is_office(transaction: Transaction, circular: CircularRow) -> bool:
    return transaction.caller.everywhere or circular.network_id in transaction.caller.office_of


def _recipient(
    transaction: Transaction,
    circular: CircularRow,
    each: Addressee,
    *,
    stage: str | None = None,
    language: str | None = None,
    reason: str | None = None,
) -> CircularRecipient:
    code = reason or each.reason
    return CircularRecipient.model_validate({
        'person_id': each.person_id,
        'name': each.name if each.shown or _is_office(transaction, circular) else None,
        'role': each.role,
        'city': each.city,
        'language': language or each.language,
        'stage': stage or ('not_sent' if code else 'ready'),
        'reason_code': code,
        'reason': say(transaction.caller.language, f'notice.not_sent.{code}') if code else None,
    })  # fmt: skip
