"""The formats that machines read: each module writes one from its view, with the words of a language where it needs them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from sitegen.plan.body import Body
from sitegen.render.formats import calendar, feeds, hosting, opendata, sitemap
from sitegen.render.markdown import Prose
from sitegen.render.words import Voices

Writer: TypeAlias = Callable[[Any, Voices, Callable[[Body], Prose]], bytes]
"""View, how the site speaks, how a body is rendered → bytes."""

FORMATS: Mapping[str, Writer] = {
    "feed.atom": feeds.atom,
    "feed.json": feeds.json_feed,
    "calendar.ics": calendar.icalendar,
    "sitemap.xml": lambda view, voices, prose: sitemap.sitemap(view),
    "sitemap-index.xml": lambda view, voices, prose: sitemap.index(view),
    "_headers": lambda view, voices, prose: hosting.headers(view),
    "_redirects": lambda view, voices, prose: hosting.redirects(view),
    ".nojekyll": lambda view, voices, prose: hosting.no_jekyll(),
    "robots.txt": lambda view, voices, prose: sitemap.robots(view),
    "partners.json": lambda view, voices, prose: opendata.partners(view),
    "agreements.csv": lambda view, voices, prose: opendata.agreements_csv(view),
    "agreements.json": lambda view, voices, prose: opendata.agreements_json(view),
}
"""Template name → writer."""
