"""Every type of record has its history on a screen: its own, that of what it belongs to, or a reason why neither."""

from pathlib import Path

import pytest
from sqlmodel import SQLModel

import api.models
from api.spine import NEVER_IN_FEED, SUBJECT_TYPES

TABLES = api.models.__all__  # importing the package is what makes every table known to the metadata
FRONTEND = Path(__file__).parents[2] / 'frontend' / 'src'
GROUP, YEAR = 'routes/working-groups/[slug]', 'routes/working-groups/[slug]/year/reports/[report]'
OWN = {
    'network': 'routes/office/networks/[slug]/+page.svelte',
    'by_laws': 'routes/office/networks/[slug]/+page.svelte',
    'city': 'routes/cities/[slug]/+page.svelte',
    'working_group': f'{GROUP}/about/About.svelte',
    'meeting': f'{GROUP}/meetings/[[meeting]]/Meeting.svelte',
    'output': f'{GROUP}/outputs/[[output]]/Output.svelte',
    'action_item': f'{GROUP}/action-items/[[item]]/Item.svelte',
    'report': f'{YEAR}/Report.svelte',
    'assembly': 'routes/office/assemblies/[[assembly]]/[[view=sitting]]/Assembly.svelte',
    'circular': 'lib/circulars/Circular.svelte',
    'import': 'lib/imports/Import.svelte',
    'api_client': 'routes/office/clients/ClientRow.svelte',
    'person': 'lib/people/PersonRow.svelte',
    'mandate': 'lib/people/MandateRow.svelte',
    'webhook_endpoint': 'routes/office/clients/EndpointRow.svelte',
    'call_for_interest': 'routes/working-groups/ideas/[[call]]/Idea.svelte',
}
# Told in the history of the working group or the city that they belong to.
BELOW = {
    'working_group': ('membership', 'lead', 'declaration', 'document', 'funding_request', 'support_request', 'progress_update',
                      'submission', 'decision', 'publication', 'dispensation', 'group_invitation',
                      'participation_request'),
    'city': ('department', 'role', 'invitation', 'contact_point', 'plan', 'plan_action', 'plan_action_update',
             'needs_assessment', 'needs_finding', 'plan_consultation', 'plan_inventory_item',
             'plan_meeting', 'plan_contact', 'plan_risk', 'milestone', 'indicator', 'indicator_value',
             'good_practice', 'practice_question'),
}  # fmt: skip
# Told by the activity of the office's network alone.
IN_ACTIVITY = {
    'organisation': 'has no screen of its own',
    'call_answer': 'what one city answers to an idea; the idea shows what was answered',
    'sync_source': 'the operator makes it, and no screen shows it yet',
    'mirrored_record': 'another network keeps it, and tells its history there; no screen shows it yet',
    'circular_text': 'what a circular says in one language; the circular tells that it was written',
}
_TABLE_OF = {subject_type: name for name, subject_type in (SUBJECT_TYPES | NEVER_IN_FEED).items()}


def test_every_type_of_record_has_its_history_somewhere() -> None:
    listed = [*OWN, *(each for below in BELOW.values() for each in below), *IN_ACTIVITY]
    assert sorted(listed) == sorted(_TABLE_OF)


@pytest.mark.parametrize('screen', sorted(set(OWN.values())))
def test_a_screen_of_a_record_shows_its_history(screen: str) -> None:
    assert '<RecordHistory' in (FRONTEND / screen).read_text(encoding='utf-8')


@pytest.mark.parametrize('place', sorted(BELOW))
def test_what_belongs_to_a_place_is_in_its_history(place: str) -> None:
    assert f'<RecordHistory of={{{{ {place}_id: ' in (FRONTEND / OWN[place]).read_text(encoding='utf-8')
    for each in BELOW[place]:
        assert f'{place}_id' in SQLModel.metadata.tables[_TABLE_OF[each]].columns, each
