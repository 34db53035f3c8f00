"""What axe is asked of a page: everything it knows once, and again what another scheme or window can change."""

from pathlib import Path

import axe_playwright_python

SCRIPT = Path(axe_playwright_python.__file__).with_name("axe.min.js")
# What axe would fetch again to look at styles is refused by the site's own policy: no preload.
_ALWAYS = {"resultTypes": ["violations"], "reporter": "no-passes", "preload": False, "iframes": False}
# Beyond axe's own choice: contrast of 7:1 (which holds the one of 4.5:1) and targets of 24 pixels.
EVERYTHING = _ALWAYS | {
    "rules": {
        "color-contrast": {"enabled": False},
        "color-contrast-enhanced": {"enabled": True},
        "target-size": {"enabled": True},
    }
}
_SCHEME = ["color-contrast-enhanced", "link-in-text-block"]
SCHEME = _ALWAYS | {"runOnly": {"type": "rule", "values": _SCHEME}}
WINDOW = _ALWAYS | {"runOnly": {"type": "rule", "values": [*_SCHEME, "target-size", "scrollable-region-focusable"]}}
# In a page that has loaded the script.
RUN = """async options => {
  const { violations } = await axe.run(options);
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)}`));
}"""


def faults_on(page, options=EVERYTHING):
    """Return what axe finds on the page of a tab, a line for each place."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(SCRIPT.read_text())
    return page.evaluate(RUN, options)
