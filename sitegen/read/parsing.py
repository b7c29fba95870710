"""From the bytes of one file of an item to its fields and words, with places. What the fields mean is not asked here."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.base.problems import Place, Problem, problem, publishable
from sitegen.read import frontmatter, nodes, prose, text, yaml
from sitegen.read.item import SourceFile
from sitegen.read.record import Link, Prose


def parse_facts(path: str, data: bytes, problems: list[Problem]) -> SourceFile | None:
    """A file that is all fields. None where it cannot be read; then an error says why."""
    decoded = _text(path, data, problems)
    front = None if decoded is None else _fields(decoded, path, 1, problems)
    return None if front is None else SourceFile(path=path, lang=None, front=front)


def parse_words(path: str, lang: str, data: bytes, problems: list[Problem], *, has_facts: bool) -> SourceFile | None:
    """A language file: fields and words. None as for `parse_facts`. It needs no fields where its item has a facts file."""
    decoded = _text(path, data, problems)
    if decoded is None:
        return None
    split, found = frontmatter.split(decoded, path)
    problems += found
    if not publishable(found):
        return None
    if split.front is not None:
        front = _fields(split.front, path, split.front_line, problems)
    elif has_facts:
        front = nodes.Mapping((), Place(path))
    else:
        front = None
        facts = path.rpartition("/")[2].removesuffix(f".{lang}.md") + ".yaml"
        problems.append(problem(Place(path), "front-matter-fence.no-facts", facts=facts))
    if front is None:
        return None
    return SourceFile(path=path, lang=lang, front=front, prose=_prose(split.body, Place(path, split.body_line)))


def slips(words: Prose, lang: str) -> Iterator[Problem]:
    """What is wrong with words in one language by themselves."""
    for line, column, name, facts in prose.findings(words.text, lang):
        yield Problem(_within(words.place, line, column), name, facts)


def _text(path: str, data: bytes, problems: list[Problem]) -> str | None:
    decoded, found = text.decode(data, path)
    problems += found
    return decoded


def _fields(source: str, path: str, first_line: int, problems: list[Problem]) -> nodes.Mapping | None:
    front, found = yaml.load(source, path, first_line)
    problems += found
    return front if isinstance(front, nodes.Mapping) else None


def _prose(body: str, place: Place) -> Prose | None:
    """The words that begin at a place, with their links; None where there are none."""
    if not body.strip():
        return None
    links = tuple(
        Link(link.target, _within(place, link.line, link.column), link.linked, link.shown)
        for link in prose.find_links(body)
    )
    return Prose(text=body, place=place, links=links)


def _within(start: Place, line: int, column: int) -> Place:
    """A place in a text that begins at the start of a line."""
    return Place(start.path, start.line + line - 1, column)
