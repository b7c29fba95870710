"""Pictures and documents: which files of `content/` are published, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.base.problems import Place, Problem, problem
from sitegen.plan.addresses import media_path
from sitegen.plan.links import Links
from sitegen.read.record import Record
from sitegen.relate.site import Site


def used_files(site: Site, links: Links, linked: Iterable[str]) -> tuple[dict[str, str], list[Problem]]:
    """Path in the output folder → file, of what the site's records show and what its texts link to; errors for files that are not there."""
    used = set(linked)
    problems: list[Problem] = []
    for file, place in _named(site):
        if file in site.content.files:
            used.add(file)
        else:
            problems.append(_missing(links, file, place))
    return {media_path(file, site.content.files).removeprefix("/"): file for file in sorted(used)}, problems


def _missing(links: Links, file: str, place: Place) -> Problem:
    """The error about a file that is not there."""
    name = file.rpartition("/")[2]
    same = links.in_other_letters(file)
    if same:
        return problem(place, "broken-link.case", target=name, meant=same.rpartition("/")[2])
    return problem(place, "broken-link.file", target=name)


def _named(site: Site) -> Iterator[tuple[str, Place]]:
    """Files that fields name, with the place of the field."""
    if site.config.home.logo:
        yield site.config.home.logo, Place("site.yaml")
    for records in site.content.records.values():
        for record in records.values():
            yield from _of(record)


def _of(record: Record) -> Iterator[tuple[str, Place]]:
    for field in ("image", "logo"):
        picture = getattr(record, field, None)
        if picture:
            yield picture.src, record.place(field)
    document = getattr(record, "document", None)
    if document and "://" not in document:
        yield document, record.place("document")
