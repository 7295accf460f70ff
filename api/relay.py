"""Knows what the relay takes and for how long: messages that strangers write to a group, a city or an office without seeing an address.

Standard library only, so that the worker stays small.
"""

from datetime import timedelta

# A mail that asks whether the sender wrote is answered within a day, or what it asks about is deleted.
CONFIRMED_WITHIN = timedelta(hours=24)
# How many are taken within WINDOW: with one sender's address, for one group, city or office, and in all.
WINDOW = timedelta(hours=1)
MOST_OF_ADDRESS = 5
MOST_OF_PLACE = 30
MOST = 300
