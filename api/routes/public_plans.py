"""What cities share of their action plans with everybody, over HTTP: no credentials, and nothing that is not shared so."""

import json
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from starlette.responses import Response

from api import linked_data, reads
from api.contract import Resource, Tx
from api.models.public_plans import PublicPlan
from api.models.shapes import Reference
from api.plan_frames import FRAMES
from api.problems import Problem
from api.rules.coverage import Placed, coverage
from api.shown.public_plans import PUBLIC_PLANS
from api.shown.publicly import PUBLIC_CITIES, active_in
from api.visibility import grants

public_plans = Resource('Public section')
_LINKED = {linked_data.MEDIA_TYPE: {'type': 'object', 'examples': [{'@context': 'https://schema.org', '@type': 'CreativeWork'}]}}


@public_plans.offer('GET', '/public/cities/{city}/plan', PublicPlan)
def get_public_plan(tx: Tx, city: Reference) -> Response:
    """Read what a member city shares of its action plan with everybody: the plan, actions and what they cover, practices, notes.

    404 while the city shares none. What the city takes back is gone with the next request.
    """
    plan = _plan(tx, 'get_public_plan', city)
    plan['coverage'] = _coverage(plan, tx.caller.language)
    body = PublicPlan.model_validate(plan).model_dump_json()
    return Response(body, media_type=reads.JSON, headers={'Content-Language': tx.caller.language})


@public_plans.offer('GET', '/public/cities/{city}/plan/schema.jsonld', None, contents=_LINKED)
def get_public_plan_schema(tx: Tx, city: Reference, request: Request) -> Response:
    """Read the same in the words of schema.org (JSON-LD): a work of the city, with its public actions as parts."""
    plan = _plan(tx, 'get_public_plan_schema', city)
    said = linked_data.of_plan(plan, address=request.app.state.settings.public_url)
    return Response(json.dumps(said, ensure_ascii=False), media_type=linked_data.MEDIA_TYPE)


def _plan(tx: Tx, operation: str, city: Reference) -> dict[str, Any]:
    """Return the present plan of a member city, as it is shared with everybody: the one that was begun last and is not superseded."""
    city_id = reads.find_id(tx, operation, PUBLIC_CITIES, city, active_in(None))
    plans = PUBLIC_PLANS.columns.c
    wanted = PUBLIC_PLANS.select(tx, operation, with_facts=False).where(plans.city_id == city_id)
    found = tx.rows(wanted.order_by(plans.stage == 'superseded', plans.id.desc()).limit(1), grants(tx.caller)) if city_id else []
    if not found:
        raise Problem('not-found')
    plan: dict[str, Any] = json.loads(found[0]['body'])
    return plan


def _coverage(plan: Mapping[str, Any], language: str) -> dict[str, Any]:
    frame = FRAMES['ten_points']
    placed = [
        Placed(action['stage'], [(cell['commitment'], cell['track']) for cell in (action['cell'], *action['further_cells'])])
        for action in plan['actions']
    ]
    counted = coverage(frame, placed)
    return {
        'commitments': [
            {'number': each.number, 'name': each.names[language], 'actions': counted.commitments[each.number]} for each in frame.commitments
        ],
        'tracks': [{'number': each.number, 'name': each.names[language], 'actions': counted.tracks[each.number]} for each in frame.tracks],
        'cells': [
            {'cell': {'commitment': commitment, 'track': track}, 'actions': count} for (commitment, track), count in counted.cells.items()
        ],
    }
