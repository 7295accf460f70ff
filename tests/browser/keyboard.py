"""A page as somebody without a mouse meets it: Tab through all of it and back, every menu, disclosure and dialog opened and closed."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Route

# Looks at what has just been opened by this name, and says what is wrong with it.
Look = Callable[[str], list[str]]
EYES = Path(__file__).with_name('keyboard.js').read_text(encoding='utf-8')
# A date or time has a stop for each of its parts.
PARTS_OF_A_FIELD = 8
DIALOG = 'dialog:modal'
FILLED = 'opener => !opener.nextElementSibling?.matches(".panel") || opener.nextElementSibling.innerText.trim()'
HOLDS_STOPS = """opener => !opener.nextElementSibling?.matches(".panel")
  || Boolean(opener.nextElementSibling.querySelector("a[href], button, input, select, textarea, [tabindex]"))"""
CUT_OFF = """opener => {
  const panel = opener.nextElementSibling?.matches(".panel") && opener.nextElementSibling.getBoundingClientRect();
  return panel && (panel.left < 0 || panel.right > window.innerWidth);
}"""
NEXT_FRAME = 'new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))'


def walked(page: Page, key: str, most: int, *start: int) -> tuple[list[int], list[str]]:
    """Press a key until the focus leaves the page or begins again, and return the places it came by and what was wrong there."""
    places = list(start)
    wrong: list[str] = []
    stayed = 0
    while stayed < PARTS_OF_A_FIELD and len(places) < most:
        page.keyboard.press(key)
        seen: dict[str, Any] | None = page.evaluate('() => keyboard.look()')
        if seen and seen['faults']:
            # The window may still be on its way to what has the focus.
            seen = page.evaluate(f'async () => {{ await {NEXT_FRAME}; return keyboard.look(); }}')
        if seen is None or (places and seen['place'] == places[0] and len(set(places)) > 1):
            return places, wrong
        wrong += [f'{seen["said"]}: {fault}' for fault in seen['faults']]
        stayed = stayed + 1 if places and seen['place'] == places[-1] else 0
        if not stayed:
            places.append(seen['place'])
    return places, [*wrong, f'{key} does not lead on from {places[-1:]}']


def faults_of_order(page: Page, *, back: bool = False) -> list[str]:
    """What Tab misses or takes out of order on the whole page, and where the focus is not to be seen; on wish the way back too."""
    page.evaluate(EYES)
    names: list[str] = page.evaluate('() => keyboard.begin()')
    there, wrong = walked(page, 'Tab', len(names) + 20)
    wrong += _compared(names, [place for place in there if place >= 0], 'forward')
    if back:
        page.evaluate('() => keyboard.beginAtTheEnd()')
        came, wrong_back = walked(page, 'Shift+Tab', len(names) + 20, len(names) - 1)
        wrong += wrong_back + _compared(names, [place for place in came if place >= 0][::-1], 'back')
    return list(dict.fromkeys(wrong))


def _compared(names: list[str], places: list[int], way: str) -> list[str]:
    missed = [f'{name}: not reached {way}' for place, name in enumerate(names) if place not in places]
    swapped = [f'{names[after]}: reached {way} out of order' for before, after in pairwise(places) if after <= before]
    return missed + swapped


def faults_of_skipping(page: Page) -> list[str]:
    """The first stop leads to the main content, and Tab goes on in it."""
    page.evaluate('() => keyboard.begin()')
    page.keyboard.press('Tab')
    page.keyboard.press('Enter')
    if page.evaluate('() => document.activeElement?.localName') != 'main':
        return ['the first link does not lead to the main content']
    page.keyboard.press('Tab')
    on = page.evaluate(
        '() => !document.querySelector("main").querySelector("a[href], button, input") || document.activeElement.closest("main, footer")'
    )
    return [] if on else ['after the skip link Tab goes elsewhere']


def faults_of_openers(page: Page, look: Look) -> list[str]:
    """Menus open by keyboard, hold the next stop, and Escape leads back; disclosures open and close by Enter and Space."""
    wrong = []
    for opener in page.locator('button[aria-expanded]:visible').all():
        name = opener.inner_text()
        opener.focus()
        page.keyboard.press('Enter')
        if opener.get_attribute('aria-expanded') != 'true':
            wrong.append(f'“{name}” does not open by Enter')
            continue
        # What a menu holds may come when it is opened; where that is a sentence alone, there is no stop in it.
        page.wait_for_function(FILLED, arg=opener.element_handle())
        wrong += [*look(name), *[f'what “{name}” opens is cut off'] * bool(opener.evaluate(CUT_OFF))]
        if opener.evaluate(HOLDS_STOPS):
            page.keyboard.press('Tab')
            if not opener.evaluate('opener => opener !== document.activeElement && opener.parentElement.contains(document.activeElement)'):
                wrong.append(f'Tab does not lead into what “{name}” opens')
        elif not opener.evaluate('opener => opener.parentElement.querySelector("[role=status]")'):
            wrong.append(f'what “{name}” opens has no stop and is not announced')
        page.keyboard.press('Escape')
        if opener.get_attribute('aria-expanded') == 'true' or not _focused(opener):
            wrong.append(f'Escape does not lead back to “{name}”')
    return wrong + _faults_of_disclosures(page, look)


def _faults_of_disclosures(page: Page, look: Look) -> list[str]:
    wrong = []
    for summary in page.locator('summary:visible').all():
        was = summary.evaluate('summary => summary.parentElement.open')
        summary.focus()
        for key, expected in (('Enter', not was), ('Space', was)):
            page.keyboard.press(key)
            if summary.evaluate('summary => summary.parentElement.open') != expected:
                wrong.append(f'{key} does not turn “{summary.inner_text()}”')
            if expected:
                wrong += look(summary.inner_text())
    return wrong


def faults_of_dialogs(page: Page, look: Look) -> tuple[list[str], int]:
    """Press every button that may open a dialog; what is wrong with those that do, and how many did. Nothing is written meanwhile."""
    wrong: list[str] = []
    opened = 0

    def only_reading(route: Route) -> None:
        if route.request.method == 'GET':
            route.continue_()
        else:
            route.abort()

    page.route('**/v1/**', only_reading)
    buttons = page.locator('main button[type=button]:visible:not([aria-expanded]):not([aria-disabled=true])')
    tried: set[str] = set()
    for place in range(buttons.count()):
        button = buttons.nth(place)
        name = button.inner_text()
        if name in tried:
            continue
        tried.add(name)
        button.focus()
        page.keyboard.press('Enter')
        page.wait_for_load_state('networkidle')
        page.evaluate(f'() => {NEXT_FRAME}')
        if page.locator(DIALOG).count():
            opened += 1
            wrong += look(name)
            wrong += [f'dialog of “{name}”: {fault}' for fault in _faults_in_dialog(page, button)]
        page.reload()
        page.wait_for_load_state('networkidle')
    page.unroute('**/v1/**', only_reading)
    return wrong, opened


def _faults_in_dialog(page: Page, opener: Locator) -> list[str]:
    inside = 'dialog => dialog.contains(document.activeElement)'
    dialog = page.locator(DIALOG)
    wrong = [] if dialog.evaluate(inside) else ['the focus does not go inside']
    page.evaluate(EYES)
    names: list[str] = page.evaluate(f'() => keyboard.begin(document.querySelector("{DIALOG}"))')
    first = page.evaluate('() => keyboard.look()')
    there, seen = walked(page, 'Tab', len(names) + 20, *([first['place']] if first else []))
    wrong += seen + (first['faults'] if first else []) + _compared(names, [place for place in there if place >= 0], 'forward')
    page.keyboard.press('Escape')
    if dialog.count():
        return [*wrong, 'Escape does not close it']
    return wrong if _focused(opener) else [*wrong, 'the focus does not come back to the button']


def _focused(element: Locator) -> bool:
    return bool(element.evaluate('element => element === document.activeElement'))
