"""Knows the audiences of records, from the widest to the narrowest."""

AUDIENCES = ('public', 'members', 'board', 'working_group', 'own_city', 'office')
