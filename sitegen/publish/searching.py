"""The index of the search among the files of a site: made of the pages as they will lie in the output folder, and made again only for the
languages of which a searched page changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeAlias

import msgspec

from sitegen.base.memory import digest
from sitegen.base.problems import Place, problem
from sitegen.plan.page import Planned
from sitegen.plan.searching import ENTRY, FOLDER
from sitegen.publish.folder import OutputError
from sitegen.publish.last import Indexed
from sitegen.publish.twinned import Twinned

Html: TypeAlias = Callable[[Planned], bytes]
"""What was made of a page."""

_IN = FOLDER.removeprefix("/")


def index_files(searched: Mapping[str, Sequence[Planned]], html: Mapping[str, bytes], jobs: int) -> dict[str, bytes]:
    """The files of the whole index, by path in the output folder; `html` has the pages by file. Raises `OutputError`."""
    made = _indexes(searched, lambda page: html[page.file], jobs)
    return _placed(made, {lang: files[ENTRY] for lang, files in made.items()})


def publish_index(
    publication: Twinned,
    searched: Mapping[str, Sequence[Planned]],
    before: Mapping[str, Indexed],
    intact: Set[str],
    jobs: int,
) -> dict[str, Indexed]:
    """Adds the index to a publication that has all pages. `before` is what the last build noted, `intact` the files that lie in the output
    folder as it left them. Gives what is to be noted. Raises `OutputError`."""
    if not searched:
        return {}
    known: dict[str, Indexed] = {}
    stale: dict[str, str] = {}
    for lang, pages in searched.items():
        made_of = digest(msgspec.json.encode([(page.file, publication.entry(page.file)) for page in pages]))
        last = before.get(lang)
        if last and last.made_of == made_of and intact >= set(last.files):
            known[lang] = last
        else:
            stale[lang] = made_of
    made = _indexes({lang: searched[lang] for lang in stale}, lambda page: publication.data(page.file), jobs)
    now = known | {
        lang: Indexed(stale[lang], tuple(sorted(_IN + name for name in files if name != ENTRY)), files[ENTRY].decode())
        for lang, files in made.items()
    }
    files = _placed(made, {lang: index.entry.encode() for lang, index in now.items()})
    kept = {file for index in known.values() for file in index.files} - files.keys()
    publication.want(files.keys() | kept)
    for file in sorted(kept):
        publication.keep(file)
    for file in sorted(files):
        publication.add(file, files[file])
    return now


def _indexes(searched: Mapping[str, Sequence[Planned]], html: Html, jobs: int) -> dict[str, dict[str, bytes]]:
    """Language → the files of its index, by their paths in the folder of all. The languages are worked at side by side."""
    if not searched:
        return {}
    with ThreadPoolExecutor(max(1, min(jobs, len(searched)))) as workers:
        return dict(zip(searched, workers.map(partial(_index, html), searched.values()), strict=True))


def _index(html: Html, pages: Sequence[Planned]) -> dict[str, bytes]:
    from sitegen.render import searchindex  # much to load, and seldom needed

    try:
        return searchindex.index(((page.path, html(page).decode()) for page in pages), len(pages))
    except searchindex.IndexingError as error:
        raise OutputError(problem(Place("site.yaml"), "search-failed.ended", cause=error.cause)) from error
    except searchindex.SlowError as error:
        raise OutputError(problem(Place("site.yaml"), "search-failed.slow", seconds=error.seconds)) from error


def _placed(made: Mapping[str, Mapping[str, bytes]], entries: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files of indexes by their paths in the output folder, with the one that names all languages."""
    files = {_IN + name: data for index in made.values() for name, data in index.items()}
    if entries:
        files[_IN + ENTRY] = together(entries)
    return files


def together(entries: Mapping[str, bytes]) -> bytes:
    """The file that names the indexes of all languages, of those that name one each. Pagefind itself writes them in any order."""
    found = [msgspec.json.decode(entries[lang]) for lang in sorted(entries)]
    languages = {lang: named for entry in found for lang, named in entry["languages"].items()}
    return msgspec.json.encode({**found[0], "languages": languages})
