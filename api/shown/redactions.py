"""How redactions are shown: to the office."""

from api.models.columns import table
from api.models.redactions import Redaction, RedactionRow
from api.reads import Read, json_of

REDACTIONS = Read(RedactionRow, json_of(Redaction, table(RedactionRow)), sorts={'-id': (None, True)})
