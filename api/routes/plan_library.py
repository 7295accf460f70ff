"""What helps a city with its action plan, over HTTP: reference data, no credentials."""

from functools import cache

from starlette.responses import Response

from api import plan_library as library
from api import reads
from api.contract import Resource, Tx
from api.models.plan_library import LibraryFact, LibraryGroup, LibraryIndicator, LibraryPhase, LibraryRisk, LibraryStep, PlanLibrary

plan_library = Resource('Plan library')


@plan_library.offer('GET', '/plan-library', PlanLibrary)
def get_plan_library(tx: Tx) -> Response:
    """Read what helps a city with its action plan: the steps to it and with it, risks with what mitigates them, indicators of effects.

    The texts are in the language of `Accept-Language`, the keys the same in every language. It changes with the service alone: keep it,
    and ask again by its ETag.
    """
    language = tx.caller.language
    return Response(_written(language), media_type=reads.JSON, headers={'Content-Language': language})


@cache
def _written(language: str) -> str:
    groups = {each.key: LibraryGroup(key=each.key, name=each.name[language]) for each in library.ASKED}
    phases = {step.key: step.phase for step in library.STEPS}
    return PlanLibrary(
        language=language,
        phases=[LibraryPhase(key=each.key, name=each.name[language]) for each in library.PHASES],
        steps=[
            LibraryStep(
                number=each.number,
                key=each.key,
                phase=each.phase,
                name=each.name[language],
                asks=each.asks[language],
                help=each.help[language],
                facts=[LibraryFact(key=fact.key, text=fact.text[language]) for fact in each.facts],
            )
            for each in library.STEPS
        ],
        risks=[
            LibraryRisk(
                key=each.key,
                phase=phases[each.step],
                step=each.step,
                risk=each.risk[language],
                measures=[measure[language] for measure in each.measures],
            )
            for each in library.RISKS
        ],
        indicators=[
            LibraryIndicator(
                key=each.key,
                name=each.name[language],
                method=each.method,
                asked=[groups[key] for key in each.asked],
                questions=[question[language] for question in each.questions],
            )
            for each in library.INDICATORS
        ],
        baseline=library.BASELINE[language],
    ).model_dump_json()
