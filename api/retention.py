"""Knows for how many days is kept what is no record of the network; what an installation sets itself stands in its settings."""

IDEMPOTENCY_KEY_DAYS = 7
SIGN_IN_LINK_DAYS = 1
SESSION_DAYS = 30
OUTBOX_DAYS = 30
INVITATION_DAYS = 30
# Whoever was invited and did not come is nobody here: the office has a week to see what came of it.
UNANSWERED_INVITATION_DAYS = 7
# A message that was passed on is kept a little, so that whoever got it can ask the office about it.
MESSAGE_DAYS = 14
# The rows of a file that an office has imported; what they became is a record like any other.
IMPORT_DAYS = 30
