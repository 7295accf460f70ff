"""What needs the caller, over HTTP."""

from fastapi import Request
from starlette.responses import Response

from api import reads
from api.contract import Resource, Tx
from api.models.tasks import Tasks
from api.shown.tasks import tasks_of

tasks = Resource('Sessions')


@tasks.offer('GET', '/me/tasks', Tasks)
def list_my_tasks(tx: Tx, request: Request) -> Response:
    """List what needs you now, the most urgent first, each with the one act that settles it.

    For the office: groups without a lead city, notices that wait, contacts that nobody can reach, assemblies to close, and
    whatever else waits for it. For a city: what it owes, and proposals it could join. Whatever has no day, or a day farther
    off than the first reminder of the by-laws, comes last or not yet. Nothing is stored: a task goes when its fact does.
    """
    days = request.app.state.settings.person_without_role_days
    return Response(tasks_of(tx, person_without_role_days=days).model_dump_json(), media_type=reads.JSON)
