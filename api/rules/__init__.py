"""The rulebook: what the network has agreed, as plain functions.

One module per subject, one function per rule. A rule is pure: it is given facts and, where a day matters, `today`; it
reads no clock, no table and no file, and it returns what is missing or why not (codes with parameters), never a sentence.
Figures are never written here: they are the network's by-laws (`by_laws.py`), data that the network changes itself.

Each rule's docstring states it in our own words and ends with a line `Rule: <id>. Source: <source>.`, from which the
readable page of rules is made (`coalition rulebook`). "Decided here" marks a point the sources leave open.
"""
