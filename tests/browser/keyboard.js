/* What a keyboard meets on a page: what Tab should reach, and how the thing that has the focus looks. Read by keyboard.py. */
(() => {
  const controls = 'a[href], button, input, select, textarea, summary, iframe, [contenteditable], [tabindex]';
  const shown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0 && !element.closest('[inert]');

  /* Of radio buttons of one name the browser offers one; which one depends on the direction. */
  const name = (element) =>
    element.type === 'radio' && element.name ? document.querySelector(`input[type=radio][name="${CSS.escape(element.name)}"]`) : element;

  const said = (element) => {
    const words = element.ariaLabel || element.labels?.[0]?.innerText || element.innerText || element.name || element.id || '';
    return `${element.localName} “${words.trim().replace(/\s+/g, ' ').slice(0, 60)}”`;
  };

  const ring = ({ outlineStyle, outlineWidth, outlineColor, boxShadow }) => {
    const seen = outlineStyle !== 'none' && !/, 0\)|\/ 0\)|transparent/.test(outlineColor);
    return { outline: seen ? parseFloat(outlineWidth) : 0, boxShadow };
  };

  /* Whether a point of the element is in the window and nothing lies over it. */
  const bare = (element) => {
    const own = [element, ...(element.labels ?? [])];
    return [...element.getClientRects()].some(({ left, right, top, bottom }) =>
      [[(left + right) / 2, (top + bottom) / 2], [left + 3, top + 3], [right - 3, bottom - 3]].some(([x, y]) => {
        const hit = document.elementFromPoint(x, y);
        return hit && own.some((one) => one.contains(hit));
      }),
    );
  };

  /* Of a long text the browser brings the caret into sight, of everything else all that the window can hold. */
  const whole = (element) => {
    if (element.localName === 'textarea') return true;
    const { top, bottom, left, right, height, width } = element.getBoundingClientRect();
    const fits = (from, to, room, size) => size > room || (from >= -1 && to <= room + 1);
    return fits(top, bottom, innerHeight, height) && fits(left, right, document.documentElement.clientWidth, width);
  };

  const keyboard = {
    order: [],
    unfocused: new Map(),

    /* Note what Tab should reach below `root`, in the order of the page; begin above the page, but in a dialog where it put the focus. */
    begin(root = document.body) {
      const at = document.activeElement;
      at?.blur();
      const offered = [...root.querySelectorAll(controls)].filter((one) => one.tabIndex >= 0 && !one.disabled && shown(one));
      keyboard.order = [...new Set(offered.map(name))];
      keyboard.unfocused = new Map(offered.map((one) => [one, ring(getComputedStyle(one))]));
      if (root === document.body) {
        document.body.tabIndex = -1;
        document.body.focus();
        document.body.removeAttribute('tabindex');
      } else at?.focus();
      return keyboard.order.map(said);
    },

    beginAtTheEnd() {
      keyboard.order.at(-1)?.focus();
    },

    /* What has the focus: its place in the order, and what is wrong with how it is shown. */
    look() {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const place = keyboard.order.indexOf(name(element));
      const now = ring(getComputedStyle(element));
      const before = keyboard.unfocused.get(element) ?? { outline: 0, boxShadow: 'none' };
      const faults = [
        !(now.outline >= 2 && now.outline !== before.outline) && now.boxShadow === before.boxShadow && 'no visible focus',
        !whole(element) && 'outside the window',
        !bare(element) && 'covered',
        place < 0 && element.scrollHeight <= element.clientHeight && element.scrollWidth <= element.clientWidth && 'not to be reached',
      ];
      return { place, said: said(element), faults: faults.filter(Boolean) };
    },
  };
  globalThis.keyboard = keyboard;
})();
