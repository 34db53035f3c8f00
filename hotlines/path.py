"""Whether the path of questions leads every reader to a line: no dead end, no loop, four questions at most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hotlines import index
from hotlines.models.step import START, Step

LONGEST = 4


@dataclass(frozen=True)
class Node:
    """A step as the check sees it: the keys its choices lead to, and whether it says what an end must say."""

    leads_to: tuple[str, ...]
    is_end: bool


def nodes(steps: Iterable[Step]) -> dict[str, Node]:
    """Return the steps, with their choices loaded, as the check sees them."""
    return {
        step.key: node(step, [choice.leads_to.key for choice in step.choices.all()])  # type: ignore[attr-defined]
        for step in steps
    }


def node(step: Step, leads_to: Iterable[str]) -> Node:
    """Return one step as the check sees it."""
    said = all(getattr(step, name) for name in ("purpose", "body_en", "body_fr"))
    return Node(tuple(leads_to), said)


def faults(path: Mapping[str, Node]) -> list[str]:
    """Return what is wrong with the path, in sentences that say where and how to mend it; nothing when it is right.

    Only what can be reached from the start is judged: new steps may wait until an answer leads to them.
    """
    if START not in path:
        return [_("The path has no step with the key “%(key)s”: that is where it starts.") % {"key": START}]
    found: list[str] = []
    _walk(path, [START], found)
    return list(dict.fromkeys(found))


def ends(path: Mapping[str, Node]) -> list[str]:
    """Return the keys of the ends that answers lead to from the start, each once."""
    seen, waiting = {START}, [START]
    while waiting:
        fresh = [key for key in path[waiting.pop()].leads_to if key in path and key not in seen]
        seen.update(fresh)
        waiting += fresh
    return [key for key, step in path.items() if key in seen and not step.leads_to]


def without_lines(steps: Iterable[Step]) -> list[str]:
    """Return what to mend at each end that a reader can reach, and that gives no public line now."""
    steps = list(steps)
    path = nodes(steps)
    reached = ends(path) if START in path else []
    lines = index.current().sets["need"]
    return [
        _("“%(step)s” gives no line now: publish one for it, or lead the answers elsewhere.") % {"step": step.key}
        for step in steps
        if step.key in reached and not lines.get(index.DANGER if step.emergency else step.purpose)
    ]


def _walk(path: Mapping[str, Node], trail: list[str], found: list[str]) -> None:
    here = trail[-1]
    step = path.get(here)
    if step is None or (not step.leads_to and not step.is_end):
        found.append(
            _("“%(step)s” is a dead end: give it answers, or the lines it gives and what to do next in both languages.")
            % {"step": here}
        )
        return
    if len(step.leads_to) == 1:
        found.append(_("“%(step)s” has a single answer: a question needs two or more.") % {"step": here})
    if step.leads_to and len(trail) > LONGEST:
        found.append(
            _("“%(step)s” would be question %(number)d of a reader (%(trail)s): four is the most. Shorten this branch.")
            % {"step": here, "number": len(trail), "trail": " → ".join(trail)}
        )
        return
    for leads_to in step.leads_to:
        if leads_to in trail:
            loop = " → ".join([*trail[trail.index(leads_to) :], leads_to])
            found.append(
                _("The path goes round in a loop (%(loop)s): lead one of these answers elsewhere.") % {"loop": loop}
            )
        else:
            _walk(path, [*trail, leads_to], found)
