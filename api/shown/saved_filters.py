"""How people are shown the filters that they keep."""

from api.models.columns import table
from api.models.saved_filters import SavedFilter, SavedFilterRow
from api.reads import Read, json_of

SAVED_FILTERS = Read(SavedFilterRow, json_of(SavedFilter, table(SavedFilterRow)), sorts={'-id': (None, True)})
