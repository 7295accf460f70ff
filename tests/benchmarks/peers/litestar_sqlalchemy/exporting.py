"""The export of all cities as CSV, row by row."""

import csv
import io
from collections.abc import AsyncIterator
from typing import Any

import asking
from calling import ALCHEMY
from entities import City
from litestar import get
from litestar.response import Stream
from shapes import utc

HEADINGS = (
    'id', 'version', 'slug', 'name', 'other_names', 'kind', 'country_code', 'latitude', 'longitude', 'identifiers', 'source', 'demonstration',
    'created_at', 'updated_at',
)  # fmt: skip
FORMULA = ('=', '+', '-', '@', '\t', '\r', '\n')


def safe(value: str | None) -> str | None:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{value}" if value and value.startswith(FORMULA) else value


def row_of(city: City) -> list[Any]:
    """Return a city's cells."""
    keys = '; '.join(f'{each.scheme}:{each.value}' for each in city.identifiers)
    return [
        city.id, city.version, safe(city.slug), safe(city.name), '; '.join(city.other_names), city.kind, city.country_code, city.latitude,
        city.longitude, keys, safe(city.source), str(city.demonstration).lower(), utc(city.created_at), utc(city.updated_at),
    ]  # fmt: skip


async def written() -> AsyncIterator[str]:
    """Yield the file as the csv module writes it, two thousand rows at a time."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(HEADINGS)
    async with ALCHEMY.get_session() as session:
        async for city in await session.stream_scalars(asking.cities().order_by(City.id).execution_options(yield_per=2000)):
            writer.writerow(row_of(city))
            if buffer.tell() > 65_536:
                yield buffer.getvalue()
                buffer.seek(0)
                buffer.truncate()
    yield buffer.getvalue()


@get('/v1/exports/cities.csv')
async def export_cities() -> Stream:
    """All cities as CSV."""
    return Stream(written(), media_type='text/csv; charset=utf-8')
