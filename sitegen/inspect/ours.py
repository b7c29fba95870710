"""The files that this program wrote: whether they are there, and as it wrote them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.inspect.output import Finding, Output, finding
from sitegen.publish.manifest import STAGED, Entry, entry
from sitegen.publish.twins import holds, original

PAGE = ".html"
_NEEDED = ("index.html", "404.html")
"""What servers send for the site's address, and for what is not there."""


def ours(output: Output) -> Iterator[Finding]:
    """What somebody else did to our files, but to pages: those are read by others anyway, and asked by `is_changed` there."""
    for file in sorted(output.ours):
        if file not in output.files:
            yield finding(file, "output-missing")
        elif not file.endswith(PAGE) and is_changed(output, file, output.read(file)):
            yield finding(file, "output-changed")
    yield from _twins(output)
    for file in _NEEDED:
        if file not in output.files and file not in output.ours:
            yield finding(file, "output-missing.needed")
    if left := sorted(file for file in output.files if f"/{STAGED}" in f"/{file}"):
        yield finding(left[0], "output-rest", count=len(left))


def _twins(output: Output) -> Iterator[Finding]:
    """Compressed copies that hold something else than their files, whoever made them: servers send them instead."""
    for twin in sorted(output.files):
        file = original(twin)
        has_file = file != twin and file in output.ours and file in output.files
        if has_file and not holds(twin, output.read(twin), output.read(file)):
            yield finding(twin, "packed-twin", file=file)


def is_changed(output: Output, file: str, data: bytes) -> bool:
    """Whether a file of ours, with these bytes now, is another than it was written."""
    return entry(data) != output.ours[file]


def behind(ours: Mapping[str, Entry], made: Mapping[str, Entry]) -> list[str]:
    """The files that a build of the sources as they are now would make otherwise, remove or add, sorted. Of their compressed copies it is
    not asked: to make them takes longer than all the rest."""
    files = [file for file in ours.keys() | made.keys() if file in made or original(file) not in ours]
    return sorted(file for file in files if ours.get(file) != made.get(file))
