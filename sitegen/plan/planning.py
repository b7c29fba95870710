"""Planning: from a site to the list of its pages. The list is cheap; no view is made here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from msgspec import structs

from sitegen.base.problems import Problem
from sitegen.base.uncollected import uncollected
from sitegen.plan import contents, front, hosting, kinds, opendata, posters, searching, sitemaps, statistics, worldmap
from sitegen.plan.addresses import Base
from sitegen.plan.atlas import Atlas, collisions
from sitegen.plan.edition import Edition, Outline
from sitegen.plan.following import follow, missing
from sitegen.plan.links import Links
from sitegen.plan.media import Published, named
from sitegen.plan.page import Planned
from sitegen.read.record import Record, only_words_differ
from sitegen.relate.site import Site


@dataclass(frozen=True)
class Plan:
    """What will be published: the pages, and the files of `content/` that they show."""

    site: Site
    links: Links
    editions: Sequence[Edition]
    pages: Sequence[Planned]
    """All that were planned, also where several want one address."""
    atlas: Atlas

    @property
    def media(self) -> Published:
        """The pictures and documents."""
        return self._shown[0]

    @property
    def searched(self) -> Mapping[str, Sequence[Planned]]:
        """Language → the pages that the search finds; empty where there is no index."""
        return searching.searched(self.site.config, self.atlas.pages.values())

    def check(self) -> list[Problem]:
        """Two pages never share an address, on any file system; every link in the texts leads somewhere, every picture is there."""
        return [*collisions(self.pages), *self._shown[1], *searching.notes(self.site.config)]

    @cached_property
    def _shown(self) -> tuple[Published, list[Problem]]:
        media, files = self.links.media, self.site.content.files
        uses, problems = follow(self.site, self.links, self.atlas.pages)
        for use in named(self.site):
            if use.file in files:
                uses.append(use)
            else:
                problems.append(missing(self.links, use))
        problems += (mistake for use in uses for mistake in media.mistakes(use))
        published = media.published(uses)
        drawn = {**published.variants, **posters.all_of(self.editions)}
        return structs.replace(published, variants=drawn), [*problems, *media.notes(uses)]


@uncollected
def plan(site: Site, before: Plan | None = None) -> Plan:
    """All pages of a site by path. `before` is an earlier plan: what it says of records that are the same is taken from there."""
    editions = _editions(site, before)
    reworded = _reworded(before.site, site) if before else None
    if before and reworded is not None:
        return _instead(site, before, editions, reworded)
    pages = list(_pages(editions))
    # Two steps more, because these list what the step before found.
    pages += [contents.page(edition, pages) for edition in editions]
    atlas = Atlas(editions, pages, before.atlas if before else None)
    for_machines = tuple(sitemaps.pages(atlas))
    return Plan(site, editions[0].links, editions, [*pages, *for_machines], atlas.and_also(for_machines))


def _editions(site: Site, before: Plan | None) -> list[Edition]:
    base = Base.of(site.config.base_url)
    links = Links(site, base)
    if before is None or before.site.config != site.config:
        return [Edition(site, base, links, lang) for lang in site.config.languages]
    same = _same(before.site, site)
    known = {edition.lang: edition.now for edition in before.editions}
    return [
        Edition(site, base, links, lang, known[lang], same, Outline(dict(known[lang].of_records), {}))
        for lang in site.config.languages
    ]


def _same(before: Site, now: Site) -> Set[str]:
    """The kinds of which nothing differs between two sites."""
    if (before.today, before.future) != (now.today, now.future):
        return frozenset()
    old, new = before.content.records, now.content.records
    return {kind for kind, records in new.items() if records is old[kind]}


def _reworded(before: Site, now: Site) -> list[Record] | None:
    """The records of which only words differ, if nothing else differs between two sites."""
    old, new = before.content, now.content
    if (before.today, before.future, old.config, old.files) != (now.today, now.future, new.config, new.files):
        return None
    reworded: list[Record] = []
    for kind, records in new.records.items():
        if records.keys() != old.records[kind].keys():
            return None
        for key, record in records.items():
            if record is not old.records[kind][key]:
                reworded.append(record)
                if not only_words_differ(record, old.records[kind][key]):
                    return None
    return reworded


def _instead(site: Site, before: Plan, editions: Sequence[Edition], reworded: Sequence[Record]) -> Plan:
    """The plan of a site of which only the words of some records are other than before: those records have other pages at the same
    addresses, and all else that was planned is true still."""
    new = {id(old): page for edition in editions for old, page in edition.again(reworded)}
    pages = [new.get(id(page), page) for page in before.pages]
    atlas = before.atlas
    instead = {page.path: new[id(page)] for page in before.pages if id(page) in new and atlas.pages[page.path] is page}
    return Plan(site, editions[0].links, editions, pages, atlas.instead(editions, instead))


def _pages(editions: Sequence[Edition]) -> Iterator[Planned]:
    yield from front.entrances(editions)
    for edition in editions:
        yield front.home(edition)
        for name, kind in kinds.modules().items():
            yield from edition.of_kind(name, kind)
        yield from worldmap.pages(edition)
        yield from statistics.pages(edition)
        yield from searching.pages(edition)
    moved = list(front.redirects(editions))
    yield from moved
    yield from hosting.pages(moved)
    yield from opendata.pages()
