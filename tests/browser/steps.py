"""What people do in more than one story: propose, follow the link of a mail, sign in by its code, confirm."""

import re
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.faults.service import Service, eventually
from tests.postbox import code_in, read


def letters(service: Service, mail: str, words: str = '', kind: str = '') -> list[EmailMessage]:
    """Wait for a mail to this address whose subject has these words, and return all such."""

    def found() -> list[EmailMessage]:
        each = (read(path) for path in sorted(Path(service.data / 'mail').glob(f'{kind}*.eml')))
        return [letter for letter in each if letter['To'] == mail and words in str(letter['Subject'])]

    assert eventually(lambda: bool(found()), 30)
    return found()


def sign_in_code(service: Service, mail: str) -> str:
    """Wait for a mail to sign in with and return its code."""
    return code_in(letters(service, mail, kind='sign-in-')[-1])


def sign_in_by_code(service: Service, page: Page, mail: str) -> None:
    """Sign in on the page that asks for an address, by the code of a mail."""
    page.get_by_role('textbox', name='Mail address').fill(mail)
    page.get_by_role('button', name='Send me').click()
    page.get_by_label('Code').fill(sign_in_code(service, mail))
    page.get_by_role('button', name='Sign in', exact=True).click()


def propose(page: Page, title: str, contact: tuple[str, str], *, invited: tuple[str, ...], lead: str) -> None:
    """Fill the form of a proposal that names other cities, one of which is to lead; nothing is sent yet."""
    name, mail = contact
    page.get_by_label('Title').fill(title)
    page.get_by_label('Name').fill(name)
    page.get_by_label('Mail address').fill(mail)
    for city in invited:
        page.get_by_label('Invite other cities').select_option(label=city)
    page.get_by_label('Who leads').select_option(label=lead)


def from_mail(service: Service, visitor: Visitor, mail: str, title: str) -> Page:
    """Wait for the mail that names the group, follow its link and sign in there by the code of another mail; return the group's page."""
    link = re.search(rf'{re.escape(visitor.origin)}(/working-groups/\S+)', letters(service, mail, title)[0].get_content())
    assert link
    page = visitor.go(link[1])
    # Whoever has the link alone is not told of the proposal.
    assert ['404' in each for each in visitor.complaints] == [True]
    visitor.complaints.clear()
    page.get_by_role('link', name='Sign in').last.click()
    sign_in_by_code(service, page, mail)
    page.locator('main [data-act=join_working_group]').wait_for()
    return page


def confirm(visitor: Visitor) -> None:
    """Confirm on the group's page: the city has joined, and is asked no more."""
    button = visitor.page.locator('main [data-act=join_working_group]')
    button.click()
    expect(button).to_have_count(0)
    visitor.settle()
