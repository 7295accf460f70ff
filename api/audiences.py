"""Knows the audiences of records, from the widest to the narrowest."""

AUDIENCES = ('public', 'members', 'advisers', 'board', 'working_group', 'own_city', 'city_alone', 'office')
