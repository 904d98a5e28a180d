"""Does a page scroll sideways: as it stands, and on a phone with a long address in each of its texts?"""

from playwright.sync_api import Page

_PHONE = {"width": 360, "height": 780}
_ADDRESS = "https://www.shifanshi.example/zwgk/zcwj/2026/03/02/t20260302_1234567890abcdef.html"
_HOLDS = "td, tbody th, dd, li, small, p, h1, h2, h3"
_FIXED = "nav, button, label, legend, summary, option, textarea, script, .mark, .button, svg"
# What is told not to break has a form of its own, as a number or a date: no address stands there.
_LENGTHEN = """([address, holds, fixed]) => {
  const root = document.querySelector('main') ?? document.body;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts.filter((one) => one.data.trim())) {
    const around = text.parentElement;
    if (!around.closest(holds) || around.closest(fixed)) continue;
    if (getComputedStyle(around).whiteSpace === 'nowrap') continue;
    text.data += ` ${address}`;
  }
}"""
_TOO_WIDE = """() => {
  const root = document.documentElement, width = root.clientWidth;
  if (root.scrollWidth <= width) return [];
  const sticksOut = (one) => one.getBoundingClientRect().right > width + 1 && !one.closest('.scroll > *');
  return [...document.body.querySelectorAll('*')].filter(sticksOut).map((one) => one.outerHTML.slice(0, 160));
}"""

# A page that was just asked for may have no root element yet: whoever measures waits until it is all there.
_WHOLE = "() => document.documentElement && document.readyState === 'complete'"
_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def scrolls_sideways(page: Page) -> bool:
    """Is the page, once it has loaded, wider than the window that shows it?"""
    page.wait_for_function(_WHOLE)
    return page.evaluate(_WIDER) > 0


def too_wide(page: Page) -> list[str]:
    """What sticks out of the page: as it is, and with a long address in each text that can hold one.

    The page is not what it was afterwards.
    """
    page.set_viewport_size(_PHONE)
    found = page.evaluate(_TOO_WIDE)
    page.evaluate(_LENGTHEN, [_ADDRESS, _HOLDS, _FIXED])
    return [*found, *page.evaluate(_TOO_WIDE)]
