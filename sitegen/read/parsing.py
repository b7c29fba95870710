"""From the bytes of one file of an item to its fields and words, with places. What the fields mean is not asked here."""

from __future__ import annotations

from sitegen.base.problems import Place, Problem, problem, publishable
from sitegen.read import frontmatter, nodes, prose, text, yaml
from sitegen.read.item import SourceFile
from sitegen.read.record import Link, Prose


def parse_facts(path: str, data: bytes, problems: list[Problem]) -> SourceFile | None:
    """A file that is all fields. None where it cannot be read; then an error says why."""
    decoded = _text(path, data, problems)
    front = None if decoded is None else _fields(decoded, path, 1, problems)
    return SourceFile(path=path, lang=None, front=front) if front else None


def parse_words(path: str, lang: str, data: bytes, problems: list[Problem], *, has_facts: bool) -> SourceFile | None:
    """A language file: fields and words. None as for `parse_facts`. It needs no fields where its item has a facts file."""
    decoded = _text(path, data, problems)
    if decoded is None:
        return None
    split, found = frontmatter.split(decoded, path)
    problems += found
    if not publishable(found):
        return None
    words = _prose(split.body, Place(path, split.body_line), lang, problems)
    if split.front is not None:
        front = _fields(split.front, path, split.front_line, problems)
    elif has_facts:
        front = nodes.Mapping((), Place(path))
    else:
        front = None
        facts = path.rpartition("/")[2].removesuffix(f".{lang}.md") + ".yaml"
        problems.append(problem(Place(path), "front-matter-fence.no-facts", facts=facts))
    return SourceFile(path=path, lang=lang, front=front, prose=words) if front else None


def _text(path: str, data: bytes, problems: list[Problem]) -> str | None:
    decoded, found = text.decode(data, path)
    problems += found
    return decoded


def _fields(source: str, path: str, first_line: int, problems: list[Problem]) -> nodes.Mapping | None:
    front, found = yaml.load(source, path, first_line)
    problems += found
    return front if isinstance(front, nodes.Mapping) else None


def _prose(body: str, place: Place, lang: str, problems: list[Problem]) -> Prose | None:
    """The words, None where there are none, and what is wrong with them."""
    if not body.strip():
        return None

    def here(line: int, column: int) -> Place:
        return Place(place.path, place.line + line - 1, column)

    problems += (Problem(here(line, column), id_, facts) for line, column, id_, facts in prose.findings(body, lang))
    links = tuple(Link(link.target, here(link.line, link.column)) for link in prose.find_links(body))
    return Prose(text=body, place=place, links=links)
