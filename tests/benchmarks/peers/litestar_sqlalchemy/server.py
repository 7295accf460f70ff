"""Litestar over the service's database in the usual way: SQLAlchemy entities by its plugin, msgspec structs as answers."""

import os
import sys
from pathlib import Path

PEERS = Path(os.environ['PEERS'])
sys.path[:0] = [str(PEERS), str(PEERS.parent.parent.parent)]

from advanced_alchemy.extensions.litestar import SQLAlchemyPlugin  # noqa: E402 -- the path above comes first
from calling import ALCHEMY, Bearer  # noqa: E402
from exporting import export_cities  # noqa: E402
from litestar import Litestar  # noqa: E402
from litestar.middleware import DefineMiddleware  # noqa: E402
from litestar_network.running import is_ready, serve  # noqa: E402
from reading import WorkingGroups, list_changes, list_city_catalogue  # noqa: E402
from writing import record_progress  # noqa: E402

HANDLERS = [WorkingGroups, list_changes, record_progress, list_city_catalogue, export_cities, is_ready]

if __name__ == '__main__':
    credentials = DefineMiddleware(Bearer, exclude='^/ready$')
    serve(Litestar(HANDLERS, middleware=[credentials], plugins=[SQLAlchemyPlugin(config=ALCHEMY)], openapi_config=None, logging_config=None))
