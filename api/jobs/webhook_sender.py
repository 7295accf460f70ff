"""`python -m api.jobs.webhook_sender`: sends messages to addresses of partners until SIGTERM; started and watched by the worker."""

import asyncio
import logging
import signal

import psycopg

from api import logs
from api.database import Database
from api.jobs.webhooks import Sending, connected, wait
from api.outgoing import Outgoing
from api.settings import Settings

_AGAIN_SECONDS = 2.0
_LOG = logging.getLogger('coalition.webhooks')


async def run(settings: Settings) -> None:
    """Send until a signal asks for the end; a database that goes away is waited for."""
    ending = asyncio.Event()
    loop = asyncio.get_running_loop()
    for asked in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(asked, ending.set)
    outgoing, database = Outgoing(settings.outgoing_allow), Database(settings.database_url or '', threads=1)
    try:
        while not ending.is_set():
            try:
                await _connected(settings, database, outgoing, ending)
            except psycopg.OperationalError as error:
                _LOG.warning('the database does not answer: %s', type(error).__name__)
                await wait(ending, _AGAIN_SECONDS)
    finally:
        await outgoing.close()
        database.close()


async def _connected(settings: Settings, database: Database, outgoing: Outgoing, ending: asyncio.Event) -> None:
    async with await connected(settings) as connection:
        sending = Sending(connection, settings, outgoing, database)
        try:
            await sending.go_on(ending)
        finally:
            sending.stop()


if __name__ == '__main__':
    found = Settings()
    logs.configure(found.log)
    asyncio.run(run(found))
