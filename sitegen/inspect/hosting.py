"""What hosts read: `_headers` and `_redirects` (https://docs.netlify.com/routing/headers/, https://docs.netlify.com/routing/redirects/)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.inspect.output import Finding, Output, finding
from sitegen.render.formats.hosting import PATHS

HEADERS, REDIRECTS = "_headers", "_redirects"
_HEADER = re.compile(r"\s+[A-Za-z0-9-]+:\s*\S.*")
_PLACEHOLDER = re.compile(r":[a-z]\w*|\*")
_STATUS = re.compile(r"[2-5]\d\d!?")


def hosting(output: Output) -> Iterator[Finding]:
    """Whether hosts can follow each line, and whether it is about something that is there."""
    yield from _headers(output)
    yield from _redirects(output)


def _headers(output: Output) -> Iterator[Finding]:
    usual = {f"{output.prefix}{path}" for path in PATHS}  # also of folders that a site may do without
    is_open = False
    for line in _lines(output, HEADERS):
        if line[0].isspace():
            if not (is_open and _HEADER.fullmatch(line)):
                yield finding(HEADERS, "hosting-file.line", file=HEADERS, found=line.strip())
        elif not line.startswith("/"):
            yield finding(HEADERS, "hosting-file.line", file=HEADERS, found=line)
        else:
            is_open = True
            if line not in usual and not _names_a_file(line, output):
                yield finding(HEADERS, "hosting-file.rule", found=line)


def _names_a_file(rule: str, output: Output) -> bool:
    """Whether a rule, in which `*` stands for anything and `:name` for one part of a path, is about any file."""
    fixed = map(re.escape, _PLACEHOLDER.split(rule))
    wild = [".*" if mark == "*" else "[^/]+" for mark in _PLACEHOLDER.findall(rule)]
    pattern = re.compile("".join(part + mark for part, mark in zip(fixed, [*wild, ""], strict=True)))
    return any(pattern.fullmatch(output.path(file)) for file in output.files)


def _redirects(output: Output) -> Iterator[Finding]:
    known: set[str] = set()
    for line in _lines(output, REDIRECTS):
        former, *rest = line.partition(" #")[0].split()
        if not former.startswith("/") or not rest or not all(map(_STATUS.fullmatch, rest[1:2])):
            yield finding(REDIRECTS, "hosting-file.line", file=REDIRECTS, found=line)
            continue
        if former in known:
            yield finding(REDIRECTS, "hosting-file.twice", found=former)
        known.add(former)
        target = output.follow(rest[0], REDIRECTS)
        if (
            target.own
            and target.file not in output.files
            and not _PLACEHOLDER.search(rest[0].partition("//")[2] or rest[0])
        ):
            yield finding(_of(former, output), "hosting-file.target", former, found=former, target=rest[0])


def _of(former: str, output: Output) -> str:
    """The page at a former address, whose item says that it was there; the list itself where none is."""
    file = output.follow(former, REDIRECTS).file or ""
    return file if file in output.planned else REDIRECTS


def _lines(output: Output, file: str) -> list[str]:
    """The lines that say something."""
    lines = output.read(file).decode("utf-8", "replace").splitlines() if file in output.files else []
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
