"""Writes the circular that shares a published report with the network, in every language that people read here (W10)."""

from uuid import UUID

from api.models.circulars import CircularCreate, CircularRow, CircularText
from api.models.networks import NetworkRow
from api.models.reports import ReportRow
from api.models.shapes import LANGUAGES
from api.operations.circulars import write_draft
from api.operations.group_records import facts_of_record
from api.operations.owners import lock_owner
from api.operations.permit import permit_on
from api.operations.report_records import assembly_of, group_of
from api.problems import refuse
from api.rules import reports as rules
from api.sentences import say
from api.spine import Transaction


def write_newsletter(transaction: Transaction, report_id: UUID, *, origin: str) -> CircularRow:
    """Write a draft, which the office looks through and sends: then the sharing is recorded. `origin` is the address of the service."""
    report = permit_on(transaction, 'write_newsletter', ReportRow, report_id, facts_of_record)
    refuse(rules.why_not_publish(report.stage, report.title, 'newsletter'))
    texts = [_text(transaction, report, language, origin) for language in LANGUAGES]
    wish = CircularCreate(network_id=report.network_id, title=report.title, texts=texts)
    return write_draft(transaction, lock_owner(transaction, wish), wish, 'write_newsletter', report_id=report.id)


def newsletter_of(transaction: Transaction, report_id: UUID, *, origin: str) -> CircularText:
    """Return in the caller's language what `write_newsletter` would write, for whoever shares it by other means."""
    report = permit_on(transaction, 'get_newsletter', ReportRow, report_id, facts_of_record, versioned=False)
    refuse(rules.why_not_publish(report.stage, report.title, 'newsletter'))
    return _text(transaction, report, transaction.caller.language, origin)


def _text(transaction: Transaction, report: ReportRow, language: str, origin: str) -> CircularText:
    group, assembly = group_of(transaction, report), assembly_of(transaction, report)
    network = transaction.find(NetworkRow, report.network_id)
    said = {
        'title': report.title,
        'group': group.title,
        'network': network.name if network else '',
        'assembly': assembly.title,
        'date': assembly.held_on.isoformat(),
        'count': group.city_count,
        'link': f'{origin}/reports/{report.id}',
    }
    subject, body = say(language, 'newsletter.subject', **said), say(language, 'newsletter.text', **said)
    return CircularText(language=language, subject=subject, body=body)
