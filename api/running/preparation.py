"""What happens to a database before it is served: schema, its one instance row, demonstration data where they are wanted.

`coalition serve` runs it as a process of its own, so that what only migrations need does not stay in memory:
`python -m api.running.preparation` with `own` for the embedded database, which is for trying things out unless told otherwise,
and `given` for one that DATABASE_URL names.
"""

import importlib
import sys

import psycopg

from api.running.console import announce, refuse
from api.running.processes import Announce, CannotStart
from api.running.schema_state import is_demonstration, outbox_is_paused, schema_state, shown
from api.settings import Settings


def prepare(settings: Settings, tell: Announce, *, own: bool) -> None:
    """Bring the database of these settings to where it can be served; does nothing when it is there already.

    `own`: it is the embedded default, which, unless told otherwise, is filled with demonstration data while it is empty.
    Raises `CannotStart` for a newer schema, an unreachable database, and demonstration data where they must not be.
    """
    if settings.database_url is None:
        raise RuntimeError('the database must be running before it is prepared')
    url = settings.database_url
    if schema_state(url) != 'current':
        tell('Bringing the database up to date …')
        # Modules named by text are loaded only by the starts that need them: most need neither migrations nor demonstration data.
        importlib.import_module('api.running.schema').migrate(url)
    demonstration = is_demonstration(url)
    wanted = own and not settings.production if settings.demo is None else settings.demo
    if (demonstration is None and wanted) or (demonstration is False and settings.demo):
        tell('Loading the demonstration data …')
        importlib.import_module('api.demonstration').prepare(url, tell)
    elif demonstration is None:
        importlib.import_module('api.database').ensure_instance(url, demonstration=False)
    _refuse_demonstration_in_earnest(settings, url, demonstration=is_demonstration(url) is True)
    if outbox_is_paused(url):
        tell('The outbox is paused since a restore: nothing is sent but mails to sign in with, until `coalition outbox resume`.')


def _refuse_demonstration_in_earnest(settings: Settings, url: str, *, demonstration: bool) -> None:
    if demonstration and settings.production:
        raise CannotStart(
            f'The database {shown(url)} is a demonstration, but COALITION_PUBLIC_URL is https: production needs a database of its own.'
        )
    if demonstration and settings.smtp_url is not None:
        raise CannotStart(f'The database {shown(url)} is a demonstration, which must not send real mail: unset COALITION_SMTP_URL.')


def _main() -> int:
    try:
        prepare(Settings(), announce, own=sys.argv[1] == 'own')
    except CannotStart as refusal:
        return refuse(refusal)
    except psycopg.OperationalError as error:
        return refuse(f'The database failed while it was prepared: {str(error).splitlines()[0]}')
    return 0


if __name__ == '__main__':
    sys.exit(_main())
