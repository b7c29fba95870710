"""From the bytes of one file of an item to its fields and words, with places. What the fields mean is not asked here."""

from __future__ import annotations

from sitegen.base.problems import Place, Problem, problem, publishable
from sitegen.read import frontmatter, nodes, text, yaml
from sitegen.read.item import SourceFile
from sitegen.read.prose import find_links, findings, without_code
from sitegen.read.record import Prose


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
    prose, slips = _prose(split.body, Place(path, split.body_line), lang)
    return SourceFile(path=path, lang=lang, front=front, prose=prose, slips=slips)


def _text(path: str, data: bytes, problems: list[Problem]) -> str | None:
    decoded, found = text.decode(data, path)
    problems += found
    return decoded


def _fields(source: str, path: str, first_line: int, problems: list[Problem]) -> nodes.Mapping | None:
    front, found = yaml.load(source, path, first_line)
    problems += found
    return front if isinstance(front, nodes.Mapping) else None


def _prose(body: str, start: Place, lang: str) -> tuple[Prose | None, tuple[Problem, ...]]:
    """The words that begin at the start of a line, None where there are none, and what is wrong with them by themselves."""
    if not body.strip():
        return None, ()
    bare = without_code(body)
    slips = [
        Problem(Place(start.path, start.line + line - 1, column), name, facts)
        for line, column, name, facts in findings(body, bare, lang)
    ]
    return Prose(text=body, place=start, links=find_links(bare, start)), tuple(slips)
