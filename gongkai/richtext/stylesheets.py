"""What does the style sheet that Word and WPS send along say of the elements of a class?

nh3 drops style sheets. Before that the simple rules in them – an element, a class or both – are read for the
properties that matter here, and stand then in the style attribute, below what the element says itself.
"""

from __future__ import annotations

import re

from gongkai.richtext.tree import Element

_SHEET = re.compile(r"<style[^>]*>(.{0,400000}?)</style", re.IGNORECASE | re.DOTALL)
_NO_RULE = re.compile(r"<!--|-->|/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,20000})\}")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)
_TOLD = re.compile(
    r"(?:^|;)\s*((?:text-align|text-indent|text-decoration(?:-line)?|text-underline|font-weight|font-style"
    r"|vertical-align|display|visibility|mso-hide|color|background(?:-color)?|font-size|opacity)\s*:[^;]*)",
    re.IGNORECASE,
)
_MOST_RULES = 2_000

Rules = dict[tuple[str, str], str]


def spell_out(tree: Element, html: str) -> None:
    """Writes what the style sheets of the HTML say into the style attributes of the tree."""
    rules = _rules(html)
    if not rules:
        return
    for element in tree.walk():
        said = [rules.get((element.name, ""), "")]
        for name in element.get("class").split():
            said += [rules.get(("", name), ""), rules.get((element.name, name), "")]
        above = ";".join(filter(None, said))
        if above:
            element.attributes["style"] = f"{above};{element.get('style')}"


def _rules(html: str) -> Rules:
    rules: Rules = {}
    for sheet in _SHEET.finditer(html):
        for rule in _RULE.finditer(_NO_RULE.sub("", sheet[1])):
            told = ";".join(one.strip() for one in _TOLD.findall(rule[2].replace("\n", " ")))
            for selector in rule[1].split(",") if told else ():
                found = _SELECTOR.fullmatch(selector.strip())
                if found and selector.strip() and len(rules) < _MOST_RULES:
                    key = (found[1] or "").lower(), found[2] or ""
                    rules[key] = f"{rules[key]};{told}" if key in rules else told
    return rules
