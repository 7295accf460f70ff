"""Knows the invented people of a demonstration under whom one may look around, as its sign-in page lists them."""

from sqlalchemy import text

from api.demonstration.accounts import ACCOUNTS
from api.models.sessions import DemonstrationAccount, DemonstrationAccounts
from api.problems import Problem
from api.sentences import say
from api.spine import Transaction

_FOUND = text("""
SELECT DISTINCT ON (p.id) p.mail, r.role, CASE WHEN c.id IS NOT NULL THEN
    json_build_object('id', c.id, 'slug', c.slug, 'name', c.name, 'country_code', c.country_code) END AS city
FROM people p JOIN roles r ON r.person_id = p.id AND r.end_date IS NULL LEFT JOIN cities c ON c.id = r.city_id
WHERE p.demonstration AND p.disabled_at IS NULL AND p.mail = ANY(:mails) ORDER BY p.id, r.id
""")
_DEMONSTRATION = text('SELECT demonstration FROM instance')


def accounts(transaction: Transaction) -> DemonstrationAccounts:
    """Return the accounts to choose from, labelled in the reader's language; not-a-demonstration elsewhere."""
    if not transaction.rows(_DEMONSTRATION, {})[0]['demonstration']:
        raise Problem('not-a-demonstration')
    language = transaction.caller.language
    found = {row['mail']: row for row in transaction.rows(_FOUND, {'mails': [account.mail for account in ACCOUNTS]})}
    listed = [(account.id, found[account.mail]) for account in ACCOUNTS if account.mail in found]
    return DemonstrationAccounts(
        items=[
            DemonstrationAccount(id=name, role=row['role'], city=row['city'], label=_label(language, row['role'], row['city']))
            for name, row in listed
        ],
    )


def _label(language: str, role: str, city: dict[str, str] | None) -> str:
    if city is not None and role == 'coordinator':
        return say(language, 'demonstration.account.coordinator', city=city['name'])
    return say(language, f'role.{role}')
