"""A typed client of a Coalition service.

from coalition_client import Client

with Client('https://coalition.example.org', client_id='…', client_secret='…') as coalition:
    for city in coalition.each_of_cities(country_code='AT'):
        print(city['name'], city['identifiers'])
"""

from coalition_client import shapes
from coalition_client.client import AsyncClient, Client
from coalition_client.feed import Batch, FileStore, Position, Store, follow, follow_async
from coalition_client.problems import CoalitionError, InvalidSignature, Problem, Unreachable
from coalition_client.sending import Patience
from coalition_client.webhooks import verified

__all__ = [
    'AsyncClient',
    'Batch',
    'Client',
    'CoalitionError',
    'FileStore',
    'InvalidSignature',
    'Patience',
    'Position',
    'Problem',
    'Store',
    'Unreachable',
    'follow',
    'follow_async',
    'shapes',
    'verified',
]
