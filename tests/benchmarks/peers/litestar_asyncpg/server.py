"""Litestar over the service's database, tuned by hand: raw asyncpg, one statement per question or kind, msgspec writes the JSON."""

import os
import sys
from pathlib import Path

PEERS = Path(os.environ['PEERS'])
sys.path[:0] = [str(PEERS), str(PEERS.parent.parent.parent)]

from calling import connected  # noqa: E402 -- the path above comes first
from exporting import export_cities  # noqa: E402
from litestar import Litestar  # noqa: E402
from litestar_network.running import is_ready, serve  # noqa: E402
from reading import get_working_group, list_changes, list_city_catalogue, list_working_groups  # noqa: E402
from writing import record_progress  # noqa: E402

HANDLERS = [get_working_group, list_working_groups, list_changes, record_progress, list_city_catalogue, export_cities, is_ready]

if __name__ == '__main__':
    serve(Litestar(HANDLERS, on_startup=[connected], openapi_config=None, logging_config=None))
