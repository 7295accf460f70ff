"""Every refusal the service can give, as RFC 9457 problems: the list of types, and how one is written for its reader.

Problem
├─ raised anywhere below a route, carrying the slug of its type and the parameters of its sentence
└─ written by `answer` at the edge, in the reader's language, from api/messages
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from api.rules.refusals import Refusal
from api.sentences import say

MEDIA_TYPE = 'application/problem+json'
_FIRST_FAILURE, _IN_A_PATH, _LONGEST_INSTANCE = 500, "/:@!$&'()*+,;=~", 2000

TYPES: dict[str, tuple[int, str]] = {
    'malformed-json': (400, 'The body is not JSON'),
    'malformed-request': (400, 'The request cannot be read'),
    'unauthenticated': (401, 'Credentials are needed'),
    'invalid-token': (401, 'The credentials are not valid'),
    'sign-in-link-invalid': (401, 'The sign-in link or code is not valid'),
    'sign-in-code-wrong': (401, 'The code is not right'),
    'too-many-attempts': (401, 'Too many wrong codes'),
    'invitation-invalid': (401, 'The invitation is not valid'),
    'progress-link-invalid': (401, 'The link shows nothing any more'),
    'passkey-invalid': (401, 'The passkey does not sign in'),
    'provider-answer-invalid': (401, 'The identity provider’s answer does not sign in'),
    'identity-not-linked': (401, 'The identity is not linked with anybody'),
    'insufficient-scope': (403, 'The token lacks a scope'),
    'role-does-not-allow': (403, 'The role does not allow this'),
    'sign-in-again': (403, 'A fresh sign-in is needed'),
    'sign-in-first': (403, 'The person who is invited has to sign in first'),
    'cross-site-request': (403, 'The request comes from another site'),
    'not-found': (404, 'There is no such record'),
    'not-a-demonstration': (404, 'This is not a demonstration'),
    'passkeys-not-offered': (404, 'Passkeys are not offered at this address'),
    'provider-not-offered': (404, 'There is no identity provider'),
    'method-not-allowed': (405, 'The method is not offered here'),
    'request-timeout': (408, 'The request came too slowly'),
    'feed-purged': (410, 'The feed no longer reaches back so far'),
    'document-redacted': (404, 'The file was removed'),
    'stale-version': (412, 'The record has changed since'),
    'content-too-large': (413, 'The body is too large'),
    'unsupported-media-type': (415, 'The media type is not supported'),
    'validation-failed': (422, 'The request is not valid'),
    'unknown-reference': (409, 'The request names a record that does not exist'),
    'precondition-required': (428, 'If-Match is needed'),
    'too-many-requests': (429, 'Too many requests'),
    'request-head-too-large': (431, 'The head of the request is too large'),
    'internal-error': (500, 'The service has failed'),
    'service-unavailable': (503, 'The service is not available'),
    'ledger-unavailable': (503, 'The ledger of erasures cannot be written'),
    'provider-unavailable': (503, 'The identity provider is not available'),
    'idempotency-key-reused': (409, 'The Idempotency-Key belongs to another request'),
    'idempotency-key-in-progress': (409, 'A request with this Idempotency-Key is running'),
    'stored-answer-erased': (409, 'The stored answer was erased'),
    'secret-already-shown': (409, 'The secret was shown before'),
    'feed-reset': (409, 'The feed has begun anew'),
    'documented-fact': (409, 'Documented facts stay as they are in a demonstration'),
    'mirrored-record': (409, 'The record is kept by another network'),
    'nothing-to-match': (409, 'Only cities that their network has are matched'),
    'match-names-a-city': (409, 'Whoever says that it is the same says which'),
    'identifier-taken': (409, 'The identifier belongs to another record'),
    'identifier-malformed': (409, 'The identifier has not the form of its scheme'),
    'identifier-scheme-unknown': (409, 'There is no such scheme of identifiers'),
    'passkey-not-accepted': (409, 'The passkey was not accepted'),
    'passkeys-enough': (409, 'There are enough passkeys'),
    'calendar-subscriptions-enough': (409, 'There are enough calendar subscriptions'),
    'saved-filters-enough': (409, 'There are enough saved filters'),
    'identity-not-accepted': (409, 'The identity was not accepted'),
    'mail-taken': (409, 'The mail address belongs to another person'),
    'slug-taken': (409, 'The slug is taken'),
    'conflict': (409, 'Another change came first'),
    'role-already-held': (409, 'The role is held already'),
    'not-asked-now': (409, 'The person is not asked now'),
    'role-held-by-another': (409, 'Somebody else holds the role'),
    'role-needs-a-city': (409, 'The role is held for a city'),
    'role-needs-a-group': (409, 'The role is held for a working group'),
    'role-is-for-the-network': (409, 'The role is held for the network as a whole'),
    'role-needs-an-organisation': (409, 'The role is held for an organisation'),
    'role-not-handed-over': (409, 'This role is not handed over'),
    'one-successor-needed': (409, 'One person follows'),
    'already-invited': (409, 'The invitation stands already'),
    'invitation-settled': (409, 'The invitation is settled'),
    'invitation-sent-often': (409, 'The invitation was sent often enough'),
    'invitation-emptied': (409, 'The address is no longer kept'),
    'message-link-invalid': (409, 'The link of the message is not valid'),
    'network-in-preparation': (409, 'The network is in preparation'),
    'not-within-a-year': (409, 'The day is not within a year'),
    'two-secrets-live': (409, 'The client has two secrets already'),
    'partner-acts-by-mandate': (409, 'A partner’s system acts by mandates alone'),
    'person-disabled': (409, 'The person is disabled'),
    'person-erased': (409, 'The person was erased'),
    'last-administrator-stays': (409, 'The office keeps an administrator'),
    'last-coordinator-hands-over': (409, 'The city keeps a coordinator'),
    'only-the-person-publishes': (409, 'Only the person may publish a contact point'),
    'table-not-readable': (409, 'The file holds no table that can be read'),
    'table-too-large': (409, 'The table is too large'),
    'import-names-a-partner': (409, "A partner's list names its network"),
    'import-names-a-plan': (409, 'A table of actions names its plan'),
    'list-too-long': (409, 'The list is too long'),
    'table-empty': (409, 'The table is empty'),
    'import-applied': (409, 'The import was applied'),
    'import-discarded': (409, 'The import was discarded'),
    'import-rows-gone': (409, 'The rows of the import are no longer kept'),
    'import-columns-differ': (409, 'The file has other columns'),
    'import-field-unknown': (409, 'Files of this kind have no such field'),
    'import-field-twice': (409, 'The field stands for two columns'),
    'import-names-nobody': (409, 'No column says whom a row is about'),
    'import-has-faults': (409, 'The file has faults'),
    'already-live': (409, 'The network is live'),
    'already-ended': (409, 'It has ended already'),
    'by-laws-in-the-past': (409, 'By-laws take effect today or later'),
    'by-laws-day-taken': (409, 'Other by-laws begin on that day'),
    'by-laws-impossible': (409, 'The by-laws cannot be kept'),
    'not-an-active-city': (409, 'The city is not an active member of the network'),
    'city-already-invited': (409, 'The city is invited already'),
    'city-invitation-settled': (409, 'The invitation of the city was answered or has ended'),
    'participation-already-asked': (409, 'The organisation waits for an answer already'),
    'participation-request-settled': (409, 'The request was answered or has ended'),
    'plan-adopted': (409, 'The plan was adopted'),
    'plan-superseded': (409, 'Another plan took the place of this one'),
    'cells-do-not-fit': (409, 'The action cannot be in that cell'),
    'goals-do-not-fit': (409, 'The goals do not follow each other'),
    'corrects-another-indicator': (409, 'A correction is of the same indicator'),
    'practice-names-one-city': (409, 'A good practice is of one city'),
    'practice-not-published': (409, 'The good practice is not published'),
    'action-not-shared': (409, 'The action is not shared with the members'),
    'asked-lately': (409, 'The city was asked about this a short while ago'),
    'asks-too-often': (409, 'The city has asked many questions lately'),
    'asks-itself': (409, 'The city would ask itself'),
    'already-a-member': (409, 'It is a member already'),
    'not-a-member': (409, 'It is no member'),
    'member-ambiguous': (409, 'The slug names a city and an organisation'),
    'role-does-not-fit': (409, 'The role does not fit the member'),
    'batch-refused': (409, 'Nothing was done, because a part of it is refused'),
    'mass-removal': (409, 'Too many members would leave'),
    'lead-stays': (409, 'The lead city stays'),
    'group-completed': (409, 'The working group has completed its work'),
    'group-not-completed': (409, 'The working group has not completed its work'),
    'group-withdrawn': (409, 'The proposal was withdrawn'),
    'lead-must-hand-over': (409, 'The lead city hands over before it leaves'),
    'last-city-withdraws': (409, 'The last city withdraws the proposal'),
    'last-city-asks-the-office': (409, 'The last city leaves through the office'),
    'not-the-last-proposer': (409, 'Other cities stand by the proposal'),
    'not-proposed': (409, 'The working group is not a proposal any more'),
    'already-lead': (409, 'The city leads already'),
    'lead-must-be-a-member': (409, 'The lead city is a member of the group'),
    'associates-never-lead': (409, 'Only cities lead'),
    'broadcast-not-held': (409, 'The notice is not held'),
    'future-date': (409, 'The day is yet to come'),
    'past-date-is-the-offices': (409, 'Past days are the office’s to record'),
    'reason-needed': (409, 'A reason is needed'),
    'nobody-to-act-for': (409, 'There is no city for which it is done'),
    'membership-ended': (409, 'The membership has ended'),
    'stage-does-not-allow': (409, 'The stage does not allow this'),
    'city-not-in-the-group': (409, 'The city takes part in the group'),
    'wider-than-its-item': (409, 'It is shown to no more people than its action item'),
    'unchanged-stands-alone': (409, 'Nothing has changed, or something has'),
    'update-says-nothing': (409, 'The update says nothing'),
    'completed-is-done': (409, 'What is completed is done to 100 percent'),
    'corrects-another-item': (409, 'A correction is of the same action item'),
    'already-corrected': (409, 'The update was corrected before'),
    'ends-before-start': (409, 'It would end before it began'),
    'group-not-official': (409, 'The working group is not official yet'),
    'assembly-closed': (409, 'The assembly is closed'),
    'assembly-yet-to-come': (409, 'The assembly is yet to come'),
    'assembly-before-the-group': (409, 'The assembly was held before the group began'),
    'already-declared': (409, 'The working group has declared already'),
    'nothing-owed': (409, 'Nothing is owed'),
    'duty-done': (409, 'It was done already'),
    'extension-too-short': (409, 'The new day is not later'),
    'report-exists': (409, 'The working group has a report for this assembly'),
    'report-incomplete': (409, 'The report is not complete'),
    'report-submitted': (409, 'The report was submitted'),
    'report-tabled': (409, 'The report is tabled already'),
    'report-approved': (409, 'The report was approved'),
    'report-published': (409, 'The report is on the website already'),
    'report-not-submitted': (409, 'The report was not submitted'),
    'report-not-tabled': (409, 'The report was not tabled'),
    'report-not-approved': (409, 'The report was not approved'),
    'website-comes-first': (409, 'The website comes first'),
    'published-too-early': (409, 'It would be published too early'),
    'one-owner-needed': (409, 'It belongs to a working group or to the network'),
    'wider-than-its-group': (409, 'It is shown to no more people than its group'),
    'ends-not-after-start': (409, 'It ends after it has begun'),
    'series-end-needed': (409, 'A series ends by a day or after so many meetings'),
    'series-not-the-last-weekday': (409, 'It is not the last weekday of its month'),
    'series-too-long': (409, 'The series has too many meetings'),
    'series-of-one': (409, 'The series has one meeting alone'),
    'meeting-held': (409, 'The meeting was held'),
    'meeting-cancelled': (409, 'The meeting was cancelled'),
    'nothing-to-share': (409, 'There is nothing to share yet'),
    'output-started': (409, 'Work on the output has begun'),
    'output-withdrawn': (409, 'The output was taken back'),
    'file-not-accepted': (409, 'This kind of file is not kept'),
    'document-is-shared': (409, 'The document belongs to a shared output'),
    'amount-does-not-fit': (409, 'Amount and outcome do not belong together'),
    'funding-request-decided': (409, 'The board has decided'),
    'funding-request-withdrawn': (409, 'The request was taken back'),
    'support-request-closed': (409, 'The question is closed'),
    'overlapping-period': (409, 'The periods overlap'),
    'address-not-allowed': (409, 'Messages go to public addresses alone'),
    'unknown-event-type': (409, 'There is no such type of event'),
    'webhook-endpoints-enough': (409, 'There are enough addresses already'),
    'webhook-endpoint-stage': (409, 'The stage of the address does not allow this'),
    'circular-sent': (409, 'The circular was sent'),
    'circular-language-twice': (409, 'The circular has two versions in one language'),
    'circular-language-missing': (409, 'The circular lacks a version'),
    'circular-role-not-of-the-group': (409, 'The role does not speak for a member of the group'),
    'circular-reaches-nobody': (409, 'The circular reaches nobody'),
    'call-not-an-idea': (409, 'Other cities were asked about it already'),
    'call-not-open': (409, 'The call is not open'),
    'call-ended': (409, 'The call has ended'),
    'call-settled': (409, 'It is no idea any more'),
    'call-of-its-own': (409, 'It is the idea of this city'),
    'call-closes-too-soon': (409, 'The cities need a day to come'),
    'call-reaches-nobody': (409, 'There is no other city to ask'),
    'no-mail-address': (409, 'You have no mail address here'),
    'not-a-free-text': (409, 'This is no text that may be redacted'),
    'nothing-to-redact': (409, 'The text stands nowhere'),
    'already-redacted': (409, 'The file was removed before'),
}


@dataclass
class Problem(Exception):
    """A refusal on its way to the caller.

    `errors` hold {pointer | in+name, code, parameters}, and where wanted the slug whose sentence one `says` and `of` whom it does.
    """

    slug: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    errors: Sequence[dict[str, Any]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_failure(self) -> bool:
        """Whether it says that the service has failed, and nothing of what was asked."""
        return TYPES[self.slug][0] >= _FIRST_FAILURE


def refuse(refusal: Refusal | None) -> None:
    """Raise what a rule returned, if it returned a refusal."""
    if refusal is not None:
        raise Problem(refusal.code, refusal.parameters)


def unknown_reference(field_name: str) -> Problem:
    """Return the problem for a body that names a record which does not exist, or is not the caller's to know of."""
    return Problem('unknown-reference', errors=[{'pointer': f'/{field_name}', 'code': 'unknown_reference', 'parameters': {}}])


def invalid(pointer: str, code: str, **parameters: object) -> Problem:
    """Return the problem for one wrong field of a body."""
    return Problem('validation-failed', errors=[{'pointer': pointer, 'code': code, 'parameters': parameters}])


def lacks(scope: str) -> Problem:
    """Return the problem for a token without a scope."""
    challenge = f'Bearer realm="coalition", error="insufficient_scope", scope="{scope}"'
    return Problem('insufficient-scope', {'scope': scope}, headers={'WWW-Authenticate': challenge})


def answer(problem: Problem, *, language: str, path: str, request_id: str) -> Response:
    """Write a problem for its reader."""
    body = written(problem, language=language, path=path, request_id=request_id)
    text = json.dumps(body, ensure_ascii=False).encode('utf-8', 'replace')
    # HTTP asks for it with every 401; Bearer makes no browser open a window of its own.
    challenge = {'WWW-Authenticate': 'Bearer realm="coalition"'} if body['status'] == 401 else {}  # noqa: PLR2004 -- HTTP's own number
    headers = {'Content-Language': language, 'Cache-Control': 'no-store', **challenge, **problem.headers}
    return Response(text, status_code=body['status'], media_type=MEDIA_TYPE, headers=headers)


def written(problem: Problem, *, language: str, path: str, request_id: str) -> dict[str, Any]:
    """Return a problem as its reader is told it."""
    code, title = TYPES[problem.slug]
    return {
        'type': f'/problems/{problem.slug}',
        'title': title,
        'status': code,
        'detail': say(language, f'problem.{problem.slug}.detail', **problem.parameters),
        'instance': quote(path, safe=_IN_A_PATH)[:_LONGEST_INSTANCE],
        'request_id': request_id,
        'errors': [_written(error, language) for error in problem.errors],
    }


def _written(error: dict[str, Any], language: str) -> dict[str, Any]:
    code, says = error['code'], error.get('says')
    try:
        detail = say(language, f'problem.{says}.detail' if says else f'validation.{code}', **error.get('parameters', {}))
    except KeyError:
        detail = say(language, 'validation.other')
    of = error.get('of')
    if of and of not in detail:
        detail = say(language, 'problem.of', name=of, detail=detail)
    place = {key: error.get(key) for key in ('pointer', 'in', 'name')}
    return {**place, 'code': code, 'detail': detail}
