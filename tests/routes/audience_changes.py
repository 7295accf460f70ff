"""What changes who may see a record, for the test that follows the feed across each: a table, in which a new kind of change is one row."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.routes.acts import end, hand_over, join, made, membership, move, propose, read_group, record, set_up
from tests.routes.conftest import Somebody, World
from tests.routes.meetings import plan as plan_meeting
from tests.routes.sittings import RETURNED, act, assembly, brought_to, declare, the_day
from tests.routes.test_documents import PDF, upload
from tests.routes.test_outputs import plan as plan_output
from tests.routes.test_outputs import send as send_output
from tests.routes.test_outputs import share

# Told by the feed: the record; that it is gone; nothing; that the reader has other rights now and begins anew.
DATA, GONE, NOTHING, ANEW = 'data', 'tombstone', '', 'feed-reset'
READERS = ('public', 'member', 'partner', 'office')
Subject = dict[str, Any]


@dataclass
class Scene:
    """Who is there: a group at work of Graz, Wien and Bologna, the office that acts, and Berlin, which reads and is not in the group."""

    office: Somebody
    graz: Somebody
    lead: Somebody
    world: World
    group: Subject
    berlin: Somebody
    sitting: Subject = field(default_factory=dict)

    def read(self, noun: str, found: Subject) -> Subject:
        return made(self.office.get(f'/v1/{noun}/{found["id"]}'))

    def patch(self, noun: str, found: Subject, **wish: Any) -> Subject:
        return made(self.office.patch(f'/v1/{noun}/{found["id"]}', json=wish, headers={'If-Match': '*'}))

    def post(self, path: str, **wish: Any) -> Subject:
        return made(self.office.post(f'/v1/{path}', json=wish, headers={'If-Match': '*'}))

    def in_network(self, city: str) -> Subject:
        return membership(self.office, self.world, city)

    def assembly(self) -> Subject:
        self.sitting = self.sitting or assembly(self.office, self.world)
        return self.sitting


# Each is two functions: what is there before, which returns the record, and what happens to it, which may return another.

Before = Callable[[Scene], Subject]
Happens = Callable[[Scene, Subject], Subject | None]


def _group(scene: Scene) -> Subject:
    return scene.group


def _proposal(scene: Scene) -> Subject:
    proposal = propose(scene.office, scene.world, title='Clean air')
    made(join(scene.office, scene.world, proposal, 'vienna'))
    return proposal


def _withdrawn(scene: Scene, group: Subject) -> None:
    made(end(scene.office, membership(scene.office, scene.world, 'vienna', group)))
    found = read_group(scene.office, group)
    scene.post(f'working-groups/{found["id"]}/withdrawals', reason='No money.')


def _newcomer(scene: Scene) -> Subject:
    return scene.post('cities', name='Torino', country_code='IT')


def _applicant(scene: Scene) -> Subject:
    return scene.post('memberships', network_id=str(scene.world.network), city_id=_newcomer(scene)['id'], stage='applicant')


def _moved(to: str) -> Happens:
    """The membership at another stage, which is a record of its own."""
    return lambda scene, found: made(move(scene.office, found, to, reason='A letter.'))


def _of_it(happens: Happens) -> Happens:
    """The same, and the record is the one that was there before."""

    def happen(scene: Scene, found: Subject) -> None:
        happens(scene, found)

    return happen


def _ended(scene: Scene, found: Subject) -> None:
    made(end(scene.office, found, reason='A letter.'))


def _paper(visibility: str, shared: str | None = None) -> Before:
    def prepare(scene: Scene) -> Subject:
        document = upload(scene.graz, PDF, working_group_id=scene.group['id'])
        output = plan_output(scene.graz, scene.group, document_id=document['id'], visibility=visibility)
        return made(share(scene.graz, output, shared)) if shared else output

    return prepare


def _carried(before: Before) -> Before:
    return lambda scene: scene.read('documents', {'id': before(scene)['document_id']})


def _taken_back(scene: Scene, found: Subject) -> None:
    output = found if 'document_id' in found else made(scene.office.get('/v1/outputs'))['items'][0]
    made(send_output(scene.graz, output, '/withdrawals', {'reason': 'It was wrong.'}))


def _shown_to(noun: str, visibility: str) -> Happens:
    return lambda scene, found: scene.patch(noun, found, visibility=visibility)


def _document(visibility: str) -> Before:
    return lambda scene: upload(scene.graz, PDF, working_group_id=scene.group['id'], visibility=visibility)


def _meeting(visibility: str) -> Before:
    return lambda scene: plan_meeting(scene.graz, scene.group, visibility=visibility)


def _item(visibility: str) -> Before:
    return lambda scene: made(set_up(scene.graz, scene.group, visibility=visibility))


def _progress(scene: Scene) -> Subject:
    return made(record(scene.graz, _item('public')(scene), text='Done.'))


def _report(stage: str) -> Before:
    return lambda scene: brought_to(stage, scene.office, scene.group, scene.assembly())


def _report_to(to: str, **wish: Any) -> Happens:
    return lambda scene, found: made(act(scene.office, scene.read('reports', found), to, **wish))


def _idea(scene: Scene) -> Subject:
    place = {'network_id': str(scene.world.network), 'city_id': str(scene.world.cities['graz'])}
    return made(scene.graz.post('/v1/calls-for-interest', json={**place, 'title': 'Clean air', 'aims': 'Measure it.'}))


def _plan(shared_with: str) -> Before:
    def prepare(scene: Scene) -> Subject:
        place = {'network_id': str(scene.world.network), 'city_id': str(scene.world.cities['graz'])}
        plan = made(scene.graz.post('/v1/plans', json={**place, 'title': 'Graz for all', 'aims': 'Name racism.'}))
        _shared_with(shared_with)(scene, plan)
        return plan

    return prepare


def _shared_with(shared_with: str) -> Happens:
    def happen(scene: Scene, plan: Subject) -> None:
        wish = {'shared_with': shared_with}
        made(scene.graz.post(f'/v1/plans/{plan["id"]}/sharings', json=wish, headers={'If-Match': '*'}))

    return happen


def _action(shared_with: str) -> Before:
    def prepare(scene: Scene) -> Subject:
        where = {'plan_id': _plan(shared_with)(scene)['id'], 'cell': {'commitment': 1, 'track': 1}}
        return made(scene.graz.post('/v1/plan-actions', json={**where, 'title': 'Ask tenants'}))

    return prepare


def _said(shared_with: str) -> Before:
    def prepare(scene: Scene) -> Subject:
        wish = {'plan_action_id': _action(shared_with)(scene)['id'], 'text': 'Half of them.', 'obstacle': 'Nobody came.'}
        return made(scene.graz.post('/v1/plan-action-updates', json=wish))

    return prepare


def _note(path: str, shared_with: str, **fields: str) -> Before:
    def prepare(scene: Scene) -> Subject:
        where = {'plan_id': _plan('public')(scene)['id'], 'shared_with': shared_with}
        return made(scene.graz.post(f'/v1/{path}', json={**where, **fields}))

    return prepare


def _found(shared_with: str) -> Before:
    def prepare(scene: Scene) -> Subject:
        asked = _note('needs-assessments', 'nobody', title='Tenants', method='survey')(scene)
        where = {'plan_id': asked['plan_id'], 'needs_assessment_id': asked['id'], 'shared_with': shared_with}
        return made(scene.graz.post('/v1/needs-findings', json={**where, **_FINDING}))

    return prepare


def _note_shared_with(path: str, shared_with: str) -> Happens:
    def happen(scene: Scene, note: Subject) -> None:
        made(scene.graz.patch(f'/v1/{path}/{note["id"]}', json={'shared_with': shared_with}, headers={'If-Match': '*'}))

    return happen


_RISK = {'phase': 'content', 'risk': 'The council tires.'}
_FINDING = {'finding': 'Landlords refuse them.'}
_ADVICE = {'kind': 'network_advice', 'asked_on': '2026-03-01', 'of_whom': 'Berlin'}
_CONTACT = {'contacted_on': '2026-03-01', 'with_whom': 'Tenants’ union', 'way': 'phone'}


def _plan_of_it(happens: Happens) -> Happens:
    return _of_it(lambda scene, action: happens(scene, {'id': action['plan_id']}))


def _practice(shared_with: str) -> Before:
    def prepare(scene: Scene) -> Subject:
        action = _action(shared_with)(scene)
        path = f'/v1/plan-actions/{action["id"]}/good-practices'
        return made(scene.graz.post(path, json={'shared_with': shared_with}))

    return prepare


def _plan_of_practice(happens: Happens) -> Happens:
    def happen(scene: Scene, practice: Subject) -> None:
        action = made(scene.graz.get(f'/v1/plan-actions/{practice["plan_action_id"]}'))
        happens(scene, {'id': action['plan_id']})

    return happen


def _speaks(scene: Scene) -> Subject:
    """The group is what shows the contact of whoever speaks for it."""
    return scene.group


def _published(scene: Scene, group: Subject) -> Subject:
    body = {'person_id': str(scene.lead.id), 'kind': 'phone', 'value': '+43 316 872 7777', 'visibility': 'public'}
    made(scene.lead.post('/v1/contact-points', json=body))
    return group


def _spoken_of(scene: Scene) -> Subject:
    return _published(scene, scene.group)


def _unpublished(scene: Scene, _group: Subject) -> None:
    [point] = made(scene.lead.get('/v1/contact-points', params={'person_id': str(scene.lead.id)}))['items']
    made(scene.lead.patch(f'/v1/contact-points/{point["id"]}', json={'visibility': 'office'}, headers={'If-Match': '*'}))


def _without_mandate(scene: Scene, _group: Subject) -> None:
    [mandate] = made(scene.office.get('/v1/mandates', params={'client_id': str(scene.berlin.id)}))['items']
    made(scene.office.post(f'/v1/mandates/{mandate["id"]}/withdrawals', headers={'If-Match': '*'}))


@dataclass(frozen=True)
class Change:
    """A change, the kind of record that it is about, and what each of READERS is told of that record."""

    of: str
    before: Before
    happens: Happens
    told: tuple[str, str, str, str]


ALL, MEMBERS, OFFICE = (DATA,) * 4, (NOTHING, DATA, NOTHING, DATA), (NOTHING, NOTHING, NOTHING, DATA)
# Of what the public section has no page for, nothing is told to the public.
ALL_BUT_PUBLIC, HIDDEN = (NOTHING, DATA, DATA, DATA), (GONE, GONE, GONE, DATA)
CHANGES = {
    'a proposal becomes official': Change(
        'working_group', _proposal, lambda scene, group: made(join(scene.office, scene.world, group, 'bologna'))['working_group'], ALL
    ),
    'with it its members are shown': Change(
        'membership', lambda scene: membership(scene.office, scene.world, 'vienna', _proposal(scene)),
        _of_it(lambda scene, found: made(join(scene.office, scene.world, found['working_group_id'], 'bologna'))), ALL_BUT_PUBLIC,
    ),
    'a proposal is withdrawn': Change('working_group', _proposal, _withdrawn, MEMBERS),
    'a group is completed': Change(
        'working_group', lambda scene: scene.assembly() and scene.group,
        lambda scene, group: made(declare(scene.office, read_group(scene.office, group), scene.sitting, 'complete', reason='Done.')), ALL,
    ),
    'a city leaves a group': Change(
        'membership', lambda scene: membership(scene.office, scene.world, 'vienna', scene.group), _ended, ALL_BUT_PUBLIC
    ),
    'a lead is handed over': Change(
        'lead', lambda scene: made(scene.office.get(f'/v1/working-groups/{scene.group["id"]}/leads'))['items'][0],
        _of_it(lambda scene, _lead: made(hand_over(scene.office, scene.world, read_group(scene.office, scene.group), 'vienna'))),
        ALL_BUT_PUBLIC,
    ),
    'a city applies': Change('membership', _newcomer, lambda scene, city: scene.post(
        'memberships', network_id=str(scene.world.network), city_id=city['id'], stage='applicant'
    ), OFFICE),
    'an application is over when the city is admitted': Change('membership', _applicant, _of_it(_moved('admissions')), OFFICE),
    'a city is admitted': Change('membership', _applicant, _moved('admissions'), ALL_BUT_PUBLIC),
    'a city is suspended': Change('membership', lambda scene: scene.in_network('vienna'), _moved('suspensions'), OFFICE),
    'a city is no longer active': Change(
        'membership', lambda scene: scene.in_network('vienna'), _of_it(_moved('suspensions')), ALL_BUT_PUBLIC
    ),
    'a city leaves the network': Change('membership', lambda scene: scene.in_network('vienna'), _ended, ALL_BUT_PUBLIC),
    'with it it leaves its groups': Change(
        'membership', lambda scene: membership(scene.office, scene.world, 'vienna', scene.group),
        lambda scene, _found: _ended(scene, scene.in_network('vienna')), ALL_BUT_PUBLIC,
    ),
    'the reader leaves the network': Change(
        'membership', lambda scene: scene.in_network('berlin'), _ended, (NOTHING, ANEW, DATA, DATA)
    ),
    'the reader is suspended': Change(
        'membership', lambda scene: scene.in_network('berlin'), _of_it(_moved('suspensions')), (NOTHING, ANEW, DATA, DATA)
    ),
    'the mandate of the reader is withdrawn': Change('working_group', _group, _without_mandate, (NOTHING, ANEW, NOTHING, NOTHING)),
    'a contact is published': Change('working_group', _speaks, _published, ALL),
    'a consent is withdrawn': Change('working_group', _spoken_of, _unpublished, ALL),
    'an output is shared with members': Change(
        'output', _paper('working_group'), lambda scene, found: made(share(scene.graz, found, 'members')), MEMBERS
    ),
    'with it its document is shared': Change(
        'document', _carried(_paper('working_group')),
        _of_it(lambda scene, _found: made(share(scene.graz, made(scene.office.get('/v1/outputs'))['items'][0], 'members'))), MEMBERS,
    ),
    'an output is published': Change(
        'output', _paper('members', 'members'), lambda scene, found: made(share(scene.graz, found, 'public')), ALL
    ),
    'a published output is for members again': Change(
        'output', _paper('members', 'public'), lambda scene, found: made(share(scene.graz, found, 'members')), (GONE, DATA, GONE, DATA)
    ),
    'an output is taken back': Change('output', _paper('members', 'public'), _taken_back, HIDDEN),
    'with it its document is taken back': Change('document', _carried(_paper('members', 'public')), _taken_back, HIDDEN),
    'a document is narrowed': Change('document', _document('public'), _shown_to('documents', 'working_group'), HIDDEN),
    'a document is shown to everybody': Change('document', _document('working_group'), _shown_to('documents', 'public'), ALL),
    'a meeting is narrowed': Change('meeting', _meeting('public'), _shown_to('meetings', 'members'), (NOTHING, DATA, GONE, DATA)),
    'a meeting is shown to everybody': Change('meeting', _meeting('working_group'), _shown_to('meetings', 'public'), ALL_BUT_PUBLIC),
    'an action item is narrowed': Change(
        'action_item', _item('public'), _shown_to('action-items', 'working_group'), (NOTHING, GONE, GONE, DATA)
    ),
    'with it what was recorded on it is narrowed': Change(
        'progress_update', _progress,
        _of_it(lambda scene, found: scene.patch('action-items', {'id': found['action_item_id']}, visibility='working_group')),
        (NOTHING, GONE, GONE, DATA),
    ),
    'a report is submitted': Change('report', _report('draft'), _report_to('submissions'), OFFICE),
    'a report is tabled': Change('report', _report('submitted'), _report_to('tablings'), MEMBERS),
    'a report is returned': Change('report', _report('tabled'), _report_to('decisions', **RETURNED), (NOTHING, GONE, NOTHING, DATA)),
    'a report is published': Change('report', _report('approved'), _report_to('publications', channel='website'), ALL),
    'a plan is shared with the office': Change('plan', _plan('nobody'), _shared_with('office'), OFFICE),
    'a plan is shared with members': Change('plan', _plan('nobody'), _shared_with('members'), MEMBERS),
    'a plan is published': Change('plan', _plan('office'), _shared_with('public'), ALL_BUT_PUBLIC),
    'a published plan is for members again': Change('plan', _plan('public'), _shared_with('members'), (NOTHING, DATA, GONE, DATA)),
    'a plan is taken back': Change('plan', _plan('public'), _shared_with('nobody'), (NOTHING, GONE, GONE, GONE)),
    'with it its actions are published': Change('plan_action', _action('nobody'), _plan_of_it(_shared_with('public')), ALL_BUT_PUBLIC),
    'with it its actions are taken back': Change(
        'plan_action', _action('public'), _plan_of_it(_shared_with('nobody')), (NOTHING, GONE, GONE, GONE)
    ),
    'with it a practice that was published from it is for members': Change(
        'good_practice', _practice('public'), _plan_of_practice(_shared_with('members')), (NOTHING, DATA, GONE, DATA)
    ),
    'a practice is taken back': Change(
        'good_practice', _practice('public'),
        lambda scene, found: made(scene.graz.post(f'/v1/good-practices/{found["id"]}/withdrawals', headers={'If-Match': '*'})),
        (NOTHING, GONE, GONE, DATA),
    ),
    'with it what was said of its actions is published': Change(
        'plan_action_update', _said('nobody'), _plan_of_it(_shared_with('public')), ALL_BUT_PUBLIC
    ),
    'with it what was said of its actions is taken back': Change(
        'plan_action_update', _said('public'), _plan_of_it(_shared_with('nobody')), (NOTHING, GONE, GONE, GONE)
    ),
    'a meeting about a plan is shared with members': Change(
        'plan_meeting', _note('plan-meetings', 'nobody', kind='review'), _note_shared_with('plan-meetings', 'members'), MEMBERS
    ),
    'a meeting about a plan is taken back with the plan': Change(
        'plan_meeting', _note('plan-meetings', 'public', kind='review'), _plan_of_it(_shared_with('nobody')), (NOTHING, GONE, GONE, GONE)
    ),
    'a contact is shared with the office': Change(
        'plan_contact', _note('plan-contacts', 'nobody', **_CONTACT), _note_shared_with('plan-contacts', 'office'), OFFICE
    ),
    'a risk of a plan is shared with the office': Change(
        'plan_risk', _note('plan-risks', 'nobody', **_RISK), _note_shared_with('plan-risks', 'office'), OFFICE
    ),
    'a needs assessment is shared with members': Change(
        'needs_assessment', _note('needs-assessments', 'nobody', title='Tenants', method='survey'),
        _note_shared_with('needs-assessments', 'members'), MEMBERS,
    ),
    'a finding is published': Change('needs_finding', _found('nobody'), _note_shared_with('needs-findings', 'public'), ALL_BUT_PUBLIC),
    'a finding is taken back with the plan': Change(
        'needs_finding', _found('public'), _plan_of_it(_shared_with('nobody')), (NOTHING, GONE, GONE, GONE)
    ),
    'advice is shared with the office': Change(
        'plan_consultation', _note('plan-consultations', 'nobody', **_ADVICE), _note_shared_with('plan-consultations', 'office'), OFFICE
    ),
    'an inventory entry is shared with members': Change(
        'plan_inventory_item', _note('plan-inventory-items', 'nobody', kind='service', name='Advice'),
        _note_shared_with('plan-inventory-items', 'members'), MEMBERS,
    ),
    'an idea is sent to all cities': Change(
        'call_for_interest', _idea,
        lambda scene, found: scene.post(f'calls-for-interest/{found["id"]}/sendings', closes_on=the_day(20)), MEMBERS,
    ),
}  # fmt: skip
