"""What is said of a cell of the frame over HTTP, and the practices that publications name."""

from functools import cache
from typing import Annotated

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from api import practice_library as library
from api import reads
from api.contract import Resource, Tx
from api.models.plan_actions import Cell
from api.models.practice_suggestions import CellSuggestions, DocumentedPractice, PracticeLibrary
from api.models.shapes import PlainDigits, Reference
from api.operations.practice_suggestions import suggestions_of

practice_suggestions = Resource('Good practices')


@practice_suggestions.offer('GET', '/practice-library', PracticeLibrary)
def get_practice_library(tx: Tx) -> Response:
    """Read the plans and practices of cities that publications name, each with its source.

    The summaries are in the language of `Accept-Language`, titles are the practices' own names. It changes with the service alone: keep
    it, and ask again by its ETag.
    """
    language = tx.caller.language
    return Response(_written(language), media_type=reads.JSON, headers={'Content-Language': language})


@practice_suggestions.offer('GET', '/practice-suggestions', CellSuggestions, problems=('not-found',))
def get_practice_suggestions(
    tx: Tx,
    network: Annotated[Reference, Query(description='In which network.')],
    commitment: Annotated[int, Field(ge=1, le=99), PlainDigits, Query(description='The commitment of the cell.')],
    track: Annotated[int, Field(ge=1, le=99), PlainDigits, Query(description='The track of the cell.')],
    city: Annotated[Reference | None, Query(description='For which city: what it does already, and how large it is, counts.')] = None,
) -> Response:
    """Read what belongs in a cell of the frame, and at most five practices of other cities that are near to it, with the reason.

    Those in that very cell come first, then those under its commitment, of a theme on which the city has published itself, and about
    a whole plan; among these what can be read in the language of the request, and what is done in a city of like size.
    """
    told = suggestions_of(tx, network, (commitment, track), city)
    return Response(told.model_dump_json(), media_type=reads.JSON, headers={'Content-Language': told.language})


@cache
def _written(language: str) -> str:
    kept = ('key', 'country_code', 'title', 'year', 'url', 'publication', 'source')
    items = [
        DocumentedPractice.model_validate(
            {
                **{name: getattr(each, name) for name in kept},
                'city_name': each.city,
                'summary': each.summary[language],
                'cells': [Cell(commitment=commitment, track=track) for commitment, track in each.cells],
                'themes': list(each.themes),
                'languages': list(each.languages),
            }
        )
        for each in library.DOCUMENTED
    ]
    return PracticeLibrary(language=language, items=items).model_dump_json()
