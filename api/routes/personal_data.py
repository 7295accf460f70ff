"""Everything kept about a person over HTTP, as a file."""

from fastapi import Request
from starlette.responses import Response

from api import reads
from api.contract import Resource, Tx
from api.models.personal_data import PersonalData
from api.models.retention import retention
from api.models.shapes import Id
from api.operations import personal_data as operations

personal_data = Resource('People')


@personal_data.offer('GET', '/people/{person_id}/personal-data', PersonalData)
def get_personal_data(tx: Tx, request: Request, person_id: Id) -> Response:
    """Read everything that is kept about a person, as a file: your own, or as an administrator of the office.

    Every record about them with its columns, where else they are named by id, their acts and those that concerned them, and how
    long what is kept. Hashes of secrets are left out, and what is about others as well. That it was read is journalled.
    """
    found = operations.get_personal_data(tx, person_id, retention(request.app.state.settings))
    name = f'personal-data-{found.made_at.date().isoformat()}.json'
    headers = {'Content-Disposition': f'attachment; filename="{name}"'}
    return Response(found.model_dump_json(), media_type=reads.JSON, headers=headers)
