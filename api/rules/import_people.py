"""Knows how the people that an office already has are taken: what offices write for roles, and when a row is about somebody known.

| the row has                    | known here is                          | then                                   |
| ------------------------------ | -------------------------------------- | -------------------------------------- |
| a mail address                 | somebody of that address, like in name | it is that person                      |
| a mail address                 | somebody of that address, another name | a person says whether it is the same   |
| a name and a city, no address  | one of both, without an address        | it is that person                      |
| a name and a city              | somebody alike                         | a person says whether it is the same   |
| anything else                  |                                        | somebody new                           |
"""

from collections.abc import Mapping

from api.rules.imports import Fault, looks_like

# What offices write for the words of the contract, folded.
ROLES: Mapping[str, str] = {
    'focal point': 'coordinator', 'contact': 'coordinator', 'contact person': 'coordinator', 'city coordinator': 'coordinator',
    'koordinator': 'coordinator', 'koordinatorin': 'coordinator', 'koordination': 'coordinator', 'ansprechpartner': 'coordinator',
    'ansprechpartnerin': 'coordinator', 'mayor': 'political_head', 'burgermeister': 'political_head', 'burgermeisterin': 'political_head',
    'oberburgermeister': 'political_head', 'oberburgermeisterin': 'political_head', 'politische leitung': 'political_head',
    'board': 'board_member', 'vorstand': 'board_member', 'scientific adviser': 'scientific_advisor', 'beirat': 'scientific_advisor',
    'lead contact': 'lead_contact', 'department': 'department_contact', 'fachamt': 'department_contact',
}  # fmt: skip
VISIBILITIES: Mapping[str, str] = {
    'offentlich': 'public', 'internal': 'members', 'mitglieder': 'members', 'intern': 'members', 'geschaftsstelle': 'office',
}  # fmt: skip
LANGUAGES: Mapping[str, str] = {
    'english': 'en', 'englisch': 'en', 'en gb': 'en', 'german': 'de', 'deutsch': 'de', 'de de': 'de',
    'french': 'fr', 'francais': 'fr', 'franzosisch': 'fr', 'fr fr': 'fr', 'spanish': 'es', 'espanol': 'es', 'spanisch': 'es', 'es es': 'es',
    'italian': 'it', 'italiano': 'it', 'italienisch': 'it', 'it it': 'it',
}  # fmt: skip
_LACKS: Mapping[str, Fault] = {
    'role-needs-a-city': Fault('role_needs_city'),
    'role-needs-a-group': Fault('role_needs_group'),
    'role-needs-an-organisation': Fault('role_needs_organisation'),
}


def is_of_that_mail(name: str, known: str) -> bool:
    """Whoever has the address of somebody known, and nearly the name, is that person; a mailbox may be shared by several.

    Takes folded names; a row without a name means whoever has the address.

    Rule: M3. Decided here.
    """
    return not name or looks_like(name, known)


def lacking(code: str) -> Fault:
    """Return what a row lacks for its role, by the code of the refusal that giving the role would have."""
    return _LACKS[code]
