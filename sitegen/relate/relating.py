"""Relating: the records and the date give a site, and the problems that only show among other records."""

from __future__ import annotations

from datetime import date

from sitegen.base.problems import Problem
from sitegen.read.content import Content
from sitegen.relate import agreements, graph, names, references, translations, usage
from sitegen.relate.site import Site


def relate(content: Content, today: date, *, future: bool = False) -> tuple[Site, list[Problem]]:
    """The site on a day, and what is wrong with it. With `future`, articles of days to come are shown already."""
    site = Site(content, today, future)
    return site, check(site)


def check(site: Site) -> list[Problem]:
    """What does not fit together."""
    content = site.content
    return [
        *references.check(content),
        *graph.check(content),
        *agreements.check(site),
        *names.check(site),
        *translations.check(content),
        *usage.check(content, site.today),
    ]
