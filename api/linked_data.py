"""Says of a public record what search engines and catalogues understand: JSON-LD in the words of schema.org.

Contacts are left out: what others have copied into their indexes could not be taken back with a consent.
"""

from collections.abc import Mapping
from typing import Any

from api import report_docx, report_pdf

MEDIA_TYPE = 'application/ld+json'
_CONTEXT = 'https://schema.org'
_FILES = {'pdf': report_pdf.MEDIA_TYPE, 'docx': report_docx.MEDIA_TYPE}
_ABOUT = {'wikidata': 'https://www.wikidata.org/entity/{}', 'geonames': 'https://sws.geonames.org/{}/'}


def of_group(group: Mapping[str, Any], network: str, *, address: str) -> dict[str, Any]:
    """Return a public working group as an organisation of its network (its name), whose members are cities and organisations."""
    said = {
        '@context': _CONTEXT,
        '@type': 'Organization',
        '@id': f'{address}/working-groups/{group["slug"]}',
        'url': f'{address}/working-groups/{group["slug"]}',
        'name': group['title'],
        'description': group['aims'],
        'foundingDate': group['constituted_on']['value'] if group['constituted_on'] else None,
        'parentOrganization': {'@type': 'Organization', 'name': network, 'url': f'{address}/'},
        'member': [
            *(_member('GovernmentOrganization', each, f'{address}/cities/{each["slug"]}') for each in group['cities']),
            *(_member('Organization', each, None) for each in group['associates']),
        ],
    }
    return _without_nothing(said)


def of_city(city: Mapping[str, Any], *, address: str) -> dict[str, Any]:
    """Return a public city as a place, with what it is called in registers of the world."""
    page = f'{address}/cities/{city["slug"]}'
    geo = {'@type': 'GeoCoordinates', 'latitude': city['latitude'], 'longitude': city['longitude']}
    said = {
        '@context': _CONTEXT,
        '@type': 'City' if city['kind'] == 'city' else 'AdministrativeArea',
        '@id': page,
        'url': page,
        'name': city['name'],
        'address': {'@type': 'PostalAddress', 'addressCountry': city['country_code']},
        'geo': geo if city['latitude'] is not None and city['longitude'] is not None else None,
        'identifier': [{'@type': 'PropertyValue', 'propertyID': each['scheme'], 'value': each['value']} for each in city['identifiers']],
        'sameAs': [_ABOUT[each['scheme']].format(each['value']) for each in city['identifiers'] if each['scheme'] in _ABOUT],
    }
    return _without_nothing(said)


def of_plan(plan: Mapping[str, Any], *, address: str) -> dict[str, Any]:
    """Return what a city shares of its action plan with everybody as a work of that city, with its public actions as parts."""
    city, page = f'{address}/cities/{plan["city"]["slug"]}', f'{address}/cities/{plan["city"]["slug"]}/plan'
    said = {
        '@context': _CONTEXT,
        '@type': 'CreativeWork',
        '@id': page,
        'url': page,
        'name': plan['title'],
        'description': plan['aims'],
        'creator': {'@type': 'GovernmentOrganization', 'name': plan['city']['name'], 'url': city},
        'temporalCoverage': f'{plan["starts_on"]}/{plan["ends_on"]}' if plan['starts_on'] and plan['ends_on'] else None,
        'hasPart': [
            _without_nothing({'@type': 'CreativeWork', 'name': each['title'], 'description': each['description']})
            for each in plan['actions']
        ],
    }
    return _without_nothing(said)


def of_report(report: Mapping[str, Any], network: str, *, address: str) -> dict[str, Any]:
    """Return a report on the website as a report that a working group has written and its network (its name) has published."""
    page, file = f'{address}/reports/{report["id"]}', f'{address}/v1/public/reports/{report["id"]}/file'
    said = {
        '@context': _CONTEXT,
        '@type': 'Report',
        '@id': page,
        'url': page,
        'name': report['title'],
        'inLanguage': report['language'],
        'datePublished': report['published_on'],
        **_made_by(report['working_group'], network, address),
        'encoding': [
            {'@type': 'MediaObject', 'encodingFormat': media_type, 'contentUrl': f'{file}.{form}'} for form, media_type in _FILES.items()
        ],
    }
    return _without_nothing(said)


def of_output(output: Mapping[str, Any], network: str, *, address: str) -> dict[str, Any]:
    """Return an output that is shared with everybody as a work of its group, or of the network itself (its name)."""
    page, document = f'{address}/outputs/{output["id"]}', output['document']
    file = None
    if document and not document['redacted_at']:
        file = {
            '@type': 'MediaObject',
            'name': document['file_name'],
            'encodingFormat': document['media_type'],
            'contentUrl': f'{address}/v1/public/documents/{document["id"]}/content',
        }
    said = {
        '@context': _CONTEXT,
        '@type': 'CreativeWork',
        '@id': page,
        'url': page,
        'name': output['title'],
        'description': output['description'],
        'inLanguage': output['languages'],
        'datePublished': output['shared_on'],
        **_made_by(output['working_group'], network, address),
        'encoding': file,
        'sameAs': output['url'],
    }
    return _without_nothing(said)


def _made_by(group: Mapping[str, Any] | None, network: str, address: str) -> dict[str, Any]:
    publisher = {'@type': 'Organization', 'name': network, 'url': f'{address}/'}
    page = group and f'{address}/working-groups/{group["slug"]}'
    author = group and {'@type': 'Organization', '@id': page, 'name': group['title'], 'url': page}
    return {'author': author or publisher, 'publisher': publisher}


def _member(kind: str, each: Mapping[str, Any], page: str | None) -> dict[str, Any]:
    country = {'@type': 'PostalAddress', 'addressCountry': each['country_code']} if each['country_code'] else None
    return _without_nothing({'@type': kind, 'name': each['name'], 'url': page, 'address': country})


def _without_nothing(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value not in (None, [])}
