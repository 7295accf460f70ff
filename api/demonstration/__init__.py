"""The demonstration: documented facts about networks, cities and working groups, and invented people among them."""

from api.demonstration.load import prepare

__all__ = ['prepare']
