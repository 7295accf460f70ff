"""Looks for no garbage while tests are imported and collected, and less often after: a plugin, so that it is there before the rest.

Until everything is collected hardly anything is thrown away, and looking for it took half of that time.
"""

import gc

# A test throws away little that only a search would find.
SELDOM = (10_000, 20, 20)

gc.disable()


def pytest_collection_finish() -> None:
    """Look for garbage from now on, but not among what was collected here, which stays to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()
