"""How a database is brought to this code's version of the schema: by the numbered migrations, one starter at a time."""

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from api.running.processes import CannotStart
from api.running.schema_state import CONNECT_SECONDS, MIGRATIONS, SchemaState, schema_state, shown
from api.settings import for_psycopg

__all__ = ['SchemaState', 'configuration', 'migrate', 'schema_state']

# Any number that nothing else locks in this database; it reads "COAL" in ASCII.
ONE_AT_A_TIME = 0x434F414C


def migrate(url: str, to: str = 'head') -> None:
    """Apply every migration the database lacks, up to a revision; of several starters at once one works and the others wait.

    Raises `CannotStart` when the database cannot be reached or carries a schema that this code does not know.
    """
    state = schema_state(url)
    if state == 'newer':
        raise CannotStart(
            f'The database {shown(url)} was made by a newer version of this service: update the service, or use another database.'
        )
    if state == 'current':
        return
    engine = create_engine(for_psycopg(url), poolclass=NullPool, connect_args={'connect_timeout': CONNECT_SECONDS})
    try:
        with engine.connect() as connection:
            # Held by the session, not by a transaction: a migration may have to commit in between. It is freed on disconnection.
            connection.execute(text('SELECT pg_advisory_lock(:key)'), {'key': ONE_AT_A_TIME})
            connection.commit()
            command.upgrade(configuration(connection), to)
            connection.commit()
    except (OperationalError, psycopg.OperationalError) as error:
        cause = str(getattr(error, 'orig', error)).splitlines()[0]
        raise CannotStart(f'The database {shown(url)} could not be brought up to date: {cause}.') from error
    finally:
        engine.dispose()


def configuration(connection: Connection) -> Config:
    """What Alembic needs to work on this connection, without a configuration file."""
    config = Config()
    config.set_main_option('script_location', str(MIGRATIONS).replace('%', '%%'))
    config.attributes['connection'] = connection
    return config
