"""Knows the kinds of value the contract is made of: text, dates, ids, identifiers, and the base of every API shape."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import pycountry
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, WithJsonSchema
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

LANGUAGES = ('en', 'de', 'es', 'fr', 'it')
_NOT_TEXT = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]')
_COUNTRIES = frozenset(country.alpha_2 for country in pycountry.countries)
_MOMENT = re.compile(r'[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})')
_UUID = re.compile(r'[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}')


def _readable(value: str) -> str:
    """Refuse NUL, other control characters and lone surrogates: Postgres stores none of them."""
    if _NOT_TEXT.search(value):
        raise PydanticCustomError('characters', 'contains characters that are not text')
    return value


def _only_text(value: object) -> object:
    """Refuse numbers where a date or an id is meant: 0 is not 1970."""
    if isinstance(value, (str, date, datetime, UUID)):
        return value
    raise PydanticCustomError('string_type', 'a string is needed here')


def _canonical_uuid(value: object) -> object:
    if isinstance(value, str) and not _UUID.fullmatch(value):
        raise PydanticCustomError('uuid_parsing', 'not a UUID')
    return _only_text(value)


def _canonical_date(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r'\d{4}-\d\d-\d\d', value):
        raise PydanticCustomError('date_from_datetime_parsing', 'not a date')
    return _only_text(value)


def _canonical_moment(value: object) -> object:
    if isinstance(value, str) and not _MOMENT.fullmatch(value):
        raise PydanticCustomError('datetime_parsing', 'not a date-time with its offset')
    return _only_text(value)


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise PydanticCustomError('datetime_parsing', 'past the calendar') from error


def _known_country(value: str) -> str:
    if value not in _COUNTRIES:
        raise PydanticCustomError('country_code', 'not an ISO 3166-1 alpha-2 code')
    return value


def _countries_pattern() -> str:
    """Return the list of countries as one pattern: the document then says what is accepted, in a tenth of the space."""
    letters = ''.join(sorted({code[0] for code in _COUNTRIES}))
    of = {first: ''.join(sorted(code[1] for code in _COUNTRIES if code[0] == first)) for first in letters}
    return '^(' + '|'.join(f'{first}[{seconds}]' for first, seconds in of.items()) + ')$'


def _whole_number(value: object) -> object:
    """Accept plain digits only: pydantic would take 1_000 and +1 as well."""
    if isinstance(value, str) and not re.fullmatch(r'-?\d{1,19}', value, re.ASCII):
        raise PydanticCustomError('int_parsing', 'not a whole number')
    return value


_Readable = AfterValidator(_readable)
_CONTROLS = r'\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f'
# What `_readable` refuses, said in the document as well; the validator's own sentence is the better one for people.
# Of the space characters that the document's expressions know, this one is a sign for the service's.
_A_SIGN = '[^\\s\ufeff]'
_SAID: JsonDict = {'pattern': f'^[^{_CONTROLS}]*$'}
_SAID_WITH_A_SIGN: JsonDict = {'pattern': rf'^[^{_CONTROLS}]*[^\s{_CONTROLS}][^{_CONTROLS}]*$'}
_OF_MAIL = rf'[^@\s<>",;:\\()\[\]{_CONTROLS}]'
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=_A_SIGN, json_schema_extra=_SAID_WITH_A_SIGN), _Readable]
Line = Annotated[str, Field(max_length=500, json_schema_extra=_SAID), _Readable]
Prose = Annotated[str, Field(max_length=20_000, json_schema_extra=_SAID), _Readable]
# What must say something: the document asks for a sign that is seen, as the check does.
SaidLine = Annotated[str, Field(min_length=1, max_length=500, pattern=_A_SIGN, json_schema_extra=_SAID_WITH_A_SIGN), _Readable]
SaidProse = Annotated[str, Field(min_length=1, max_length=20_000, pattern=_A_SIGN, json_schema_extra=_SAID_WITH_A_SIGN), _Readable]
# A pasted list. As JSON a sign takes up to twelve bytes (two escapes): the longest one still fits into a request's body.
SaidText = Annotated[str, Field(min_length=1, max_length=80_000, pattern=_A_SIGN, json_schema_extra=_SAID_WITH_A_SIGN), _Readable]
Message = Annotated[str, Field(min_length=1, max_length=4000, pattern=_A_SIGN, json_schema_extra=_SAID_WITH_A_SIGN), _Readable]
Search = Annotated[str, Field(min_length=1, max_length=100, json_schema_extra=_SAID), _Readable]
MAIL = rf'^{_OF_MAIL}+@{_OF_MAIL}+\.{_OF_MAIL[:-1]}.]+$'
Mail = Annotated[str, Field(min_length=3, max_length=254, pattern=MAIL), _Readable]
Url = Annotated[str, Field(max_length=1000, pattern=rf'^https?://[^\s<>"{_CONTROLS}]+$', examples=['https://example.org/']), _Readable]
Slug = Annotated[str, Field(min_length=1, max_length=100, pattern=r'^[a-z0-9]+(-[a-z0-9]+)*$')]
Reference = Annotated[
    str,
    Field(min_length=1, max_length=100, pattern=r'^[0-9a-z]+(-[0-9a-z]+)*$', description='The id (UUID) or the slug of the record.'),
]
Id = Annotated[UUID, BeforeValidator(_canonical_uuid), WithJsonSchema({'type': 'string', 'format': 'uuid'})]
Day = Annotated[date, BeforeValidator(_canonical_date)]
Moment = Annotated[datetime, BeforeValidator(_canonical_moment), AfterValidator(_in_utc)]
Number = Annotated[int, Strict()]
PlainDigits = BeforeValidator(_whole_number)
Flag = Annotated[bool, Strict()]
GeonamesId = Annotated[Number, Field(ge=1, le=2_147_483_647, examples=[2778067])]
IdentifierKey = Annotated[
    str, Field(min_length=3, max_length=181, pattern=rf'^[a-z0-9]+:[^\s{_CONTROLS}]+$', examples=['geonames:2778067']), _Readable
]
CountryCode = Annotated[
    str,
    Field(
        description='ISO 3166-1 alpha-2.',
        examples=['AT'],
        json_schema_extra={'pattern': _countries_pattern(), 'minLength': 2, 'maxLength': 2},
    ),
    AfterValidator(_known_country),
]
LanguageCode = Annotated[str, Field(pattern='^[a-z]{2}$', description='ISO 639-1.', examples=['en'])]
Language = Literal['en', 'de', 'es', 'fr', 'it']
Latitude = Annotated[float, Strict(), Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Strict(), Field(ge=-180, le=180, allow_inf_nan=False)]
Version = Annotated[int, Field(ge=1, le=2_147_483_647, description='Goes up by one or more with every change a reader can see.')]
Visibility = Literal['public', 'members', 'office']
GroupVisibility = Literal['public', 'members', 'working_group']


class Shape(BaseModel):
    """The base of what the service answers with: every field present, none optional."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True, extra='forbid')


class Wish(BaseModel):
    """The base of what a caller sends: unknown fields are refused."""

    model_config = ConfigDict(extra='forbid')


DatePrecision = Literal['year', 'month', 'day']


class PartialDate(Shape):
    """A date that is known in part: `2020`, `2020-12` or `2020-12-04`, with the precision said."""

    value: str = Field(pattern=r'^\d{4}(-\d\d(-\d\d)?)?$', examples=['2020-12'])
    precision: DatePrecision = Field(description='Open list.')


class Identifier(Shape):
    """A key that others know the record by. A pair of scheme and value belongs to one record only.

    `wikidata` has Q and digits, `geonames` digits, `lau` the code of a local administrative unit and `nuts3` that of a region, each
    with or without the year of its edition (`lau:2024`), `unlocode` five signs without a space; `network:<slug>` has the keys of a
    partner. Other schemes are taken as they are.
    """

    scheme: Annotated[str, Field(min_length=1, max_length=80, pattern=r'^[a-z0-9]+(:[a-z0-9-]+)?$', examples=['geonames'])]
    value: Annotated[str, Field(min_length=1, max_length=100, pattern=rf'^[^\s{_CONTROLS}]+$', examples=['2778067']), _Readable]


class CityName(Shape):
    """A city as it is named inside other records."""

    id: Id
    slug: Slug
    name: Name
    country_code: CountryCode


class OrganisationName(Shape):
    """An organisation as it is named inside other records."""

    id: Id
    slug: Slug
    name: Name


class GroupName(Shape):
    """A working group as it is named inside other records."""

    id: Id
    slug: Slug
    title: Name


class OnBehalfOf(Wish):
    """How and when the city, or the organisation, told the office, which records the act for it."""

    channel: Literal['mail', 'phone', 'letter', 'meeting', 'other']
    date: Day


class OnBehalfOfMember(OnBehalfOf):
    """The same of an act that is any member city's of a group."""

    city_id: Id | None = Field(default=None, description='The member city that told it; the lead city when left out.')


def left_out(schema: dict[str, Any]) -> None:
    """Say in the document that a part of a form is left out rather than null: a form has no null."""
    options = [option for option in schema.pop('anyOf') if option != {'type': 'null'}]
    schema.update(options[0])
    schema.pop('default', None)


def merge(shape: BaseModel) -> dict[str, Any]:
    """Return what a merge patch really names: absent stays unchanged, null clears (RFC 7396).

    For whom it is done is said of the act, and is no field of the record.
    """
    return {name: getattr(shape, name) for name in shape.model_fields_set - {'on_behalf_of'}}
