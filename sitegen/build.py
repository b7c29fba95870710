"""The pipeline: from a site's folder to its pages. Read this first.

Data flows one way, and each stage gives a new kind of value: files → records → a site → pages → bytes → the output folder. What earlier
builds left behind in `.sitegen/` only saves work: `whole` takes the same way with it and without it. (`incremental.build`, where the command
begins, knows two cases in which most of the way need not be taken.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from msgspec import Struct, structs

from sitegen.base.memory import read
from sitegen.base.problems import Problem, SitegenError, in_order, publishable
from sitegen.base.processes import in_stretches
from sitegen.plan.media import Poster, Variant
from sitegen.plan.planning import Plan, plan
from sitegen.publish.last import Indexed
from sitegen.publish.making import Before, Made, Maker, packed, unpacked
from sitegen.publish.manifest import MARKER
from sitegen.publish.manifest import read as read_list
from sitegen.publish.noting import Notes
from sitegen.publish.picturememory import PictureMemory
from sitegen.publish.pictures import Pictures
from sitegen.publish.publication import Published
from sitegen.publish.searching import index_files, publish_index
from sitegen.publish.state import STATE, State
from sitegen.publish.twinned import Twinned
from sitegen.publish.twins import NO_TWINS, Twins, twins_of
from sitegen.read.reading import read_site
from sitegen.read.recall import Recall
from sitegen.read.snapshot import Snapshot
from sitegen.relate.relating import relate
from sitegen.render.codes import Compiled
from sitegen.render.theme import Theme, load
from sitegen.report import Options, Report

WORTH_IT = 200
"""Pages from which more than one process pays: each needs a moment to start and to compile the templates."""


class Prepared(Struct, frozen=True, kw_only=True):
    """A site before anything is rendered: its pages are known, and made on demand."""

    plan: Plan
    theme: Theme
    media: Mapping[str, Path]
    """Path in the output folder → the file that is copied there."""
    variants: Mapping[str, Variant | Poster]
    """Path in the output folder → the picture that is made there."""
    next_change: date | None
    """The first later day on which the site would change by the calendar alone."""
    timezone: str
    day: date
    general: list[Problem]
    """Of the site as a whole."""
    of_items: Mapping[str, tuple[Problem, ...]]
    """Of items, by kind and key with a slash."""

    @property
    def twins(self) -> Twins:
        """The compressed copies that files have."""
        return twins_of(self.plan.site.config.compress)

    @property
    def copied(self) -> set[str]:
        """What will lie in the output folder besides pages."""
        return self.media.keys() | self.variants.keys() | {path for path, _ in self.theme.published()}

    @property
    def files(self) -> set[str]:
        """Everything that will lie there."""
        return {page.file for page in self.plan.atlas.pages.values()} | self.copied


def whole(
    root: Path,
    out: Path,
    options: Options,
    state: State,
    now: Snapshot,
    compiled: Callable[[], Mapping[str, Compiled]] = dict,
) -> Report:
    """All stages, one after the other; only pages that are stale are rendered. What of the templates was `compiled` meanwhile is asked for
    when there is no other work."""
    then = state.last
    if then is None:
        state.load()
    recall = Recall(state.items, now, then.snapshot if then else None, then.digests.whole() if then else None)
    recall.learn_others(root)
    prepared, found = prepare(root, options, recall)
    state.save_items()
    if prepared is None:
        return Report(problems=in_order([*found, *state.problems()]), usable=False)
    notes = Notes(prepared.plan.atlas, prepared.theme, found, state, out, prepared.twins, why=options.why)
    published = _publish(prepared, notes, state, out, options, compiled) if notes.publishable else None
    if published is None:
        if not notes.pages:  # all mistakes are told at once
            for made in pages(prepared, notes.before, state, options, compiled=compiled):
                notes.add(made)
            for _ in pictures(prepared, notes, state, options):
                pass
        state.save()
        return _report(prepared, notes)
    note = notes.note(
        recall,
        prepared.general,
        prepared.of_items,
        *published,
        options=options.content,
        day=prepared.day,
        timezone=prepared.timezone,
        next_change=prepared.next_change,
    )
    state.save(note)
    return structs.replace(_report(prepared, notes), published=True, removed=published[0].removed)


def _publish(
    prepared: Prepared,
    notes: Notes,
    state: State,
    out: Path,
    options: Options,
    compiled: Callable[[], Mapping[str, Compiled]],
) -> tuple[Published, Mapping[str, Indexed]] | None:
    """Make the pages and publish the site; gives what was done, and the indexes that it has. None, and `out` as it was, where something is
    found that stops it."""
    twins, intact = prepared.twins, notes.intact.keys()
    with Twinned(out, prepared.files, intact & prepared.copied, intact, twins) as publication:
        for made in pages(prepared, notes.before, state, options, twins, compiled):
            notes.add(made)
            if made.data is None:
                publication.keep(made.file)
            elif notes.publishable:
                publication.add(made.file, made.data, made.twins)
        for path, picture in pictures(prepared, notes, state, options):
            if notes.publishable:
                publication.add(path, picture)
        if not publishable(notes.problems, options.strict):
            return None
        for path, data in _copied(prepared):
            if path not in notes.intact:
                publication.add(path, data())
        searched = prepared.plan.searched
        indexed = publish_index(publication, searched, notes.indexed, notes.intact.keys(), options.jobs)
        return publication.finish(), indexed


def look(root: Path, options: Options) -> tuple[Prepared | None, list[Problem]]:
    """A site before anything is rendered, from its sources alone; None where `site.yaml` cannot be used, with what is wrong."""
    return prepare(root, options, Recall.nothing(root))


def check(root: Path, out: Path | str, options: Options) -> tuple[Report, Mapping[str, bytes]]:
    """What a clean build into `out` would find, and every file that it would publish. Of earlier builds it knows only the list of files
    in `out`; it changes nothing."""
    prepared, found = look(root, options)
    if prepared is None:
        return Report(problems=in_order(found), usable=False), {}
    files: dict[str, bytes] = {}
    report = attempt(root, out, prepared, found, options, files.__setitem__)
    return report, files | prepared.twins.of_all(files)


def attempt(
    root: Path,
    out: Path | str,
    prepared: Prepared,
    found: list[Problem],
    options: Options,
    take: Callable[[str, bytes], None],
) -> Report:
    """What `check` finds, of a site that was looked at. `take` is given each file that would be published, without twins."""
    notes = Notes(prepared.plan.atlas, prepared.theme, found, State(root, out, fresh=True), Path(out))
    for path, data in _copied(prepared):
        take(path, data())
    html = _to_be_searched(prepared)
    for made in pages(prepared, notes.before, None, options):
        notes.add(made)
        take(made.file, made.data or b"")
        if made.file in html:
            html[made.file] = made.data or b""
    for path, picture in pictures(prepared, notes, None, options, PictureMemory(root / STATE)):
        take(path, picture)
    if publishable(notes.problems):  # else there is no page that could be searched
        for path, part in index_files(prepared.plan.searched, html, options.jobs).items():
            take(path, part)
    return _report(prepared, notes)


def prepare(root: Path, options: Options, recall: Recall) -> tuple[Prepared | None, list[Problem]]:
    """Reads, relates and plans a site; None where `site.yaml` cannot be used, with what is wrong."""
    read = read_site(root, recall, drafts=options.drafts, jobs=options.jobs)
    if read.content is None:
        return None, read.problems
    content = read.content
    if options.base_url:
        content = replace(content, config=structs.replace(content.config, base_url=options.base_url))
    site, unrelated = relate(content, options.today(content.config.timezone), future=options.future)
    planned = plan(site)
    theme, unfit = load(root, content.config, planned.atlas.base.prefix)
    of_items = [problem for problems in read.of_items.values() for problem in problems]
    if theme is None:
        return None, [*read.problems, *of_items, *unfit]
    general = [*read.problems, *unrelated, *planned.check(), *unfit]
    prepared = Prepared(
        plan=planned,
        theme=theme,
        media={path: Path(content.located[file]) for path, file in planned.media.copies.items()},
        variants=planned.media.variants,
        next_change=site.next_change,
        timezone=content.config.timezone,
        day=site.today,
        general=general,
        of_items={"/".join(item): problems for item, problems in read.of_items.items()},
    )
    return prepared, [*general, *of_items]


def pages(
    prepared: Prepared,
    before: Before,
    state: State | None,
    options: Options,
    twins: Twins = NO_TWINS,
    compiled: Callable[[], Mapping[str, Compiled]] = dict,
) -> Iterator[Made]:
    """Every page of a site, in no certain order; rendered, with its twins, if it is stale. The `compiled` templates are asked for when there
    is no other work."""
    atlas = prepared.plan.atlas
    maker = Maker(prepared.theme, before, state.bodies if state else None, twins)
    number = len(atlas.pages)
    if options.executor:
        made = maker.make_there(map(atlas.page, atlas.pages), options.executor, options.jobs)
    else:
        jobs = options.jobs if number >= WORTH_IT else 1
        if jobs > 1 and not before.pages:
            maker.take(compiled())
            maker.compile_templates()  # once, and not in each of the processes that will want all of them
        # By address: pages next to each other show the same cards.
        packs = in_stretches(list(atlas.pages), lambda path: packed(maker.make(atlas.page(path))), jobs=jobs, name=str)
        made = map(unpacked, packs)
    for done, page in enumerate(made, start=1):
        options.progress(done, number)
        yield page


def pictures(
    prepared: Prepared, notes: Notes, state: State | None, options: Options, remembered: PictureMemory | None = None
) -> Iterator[tuple[str, bytes]]:
    """The pictures that do not lie in the output folder, with their paths there; one that cannot be made is noted. What is new is kept in
    the state, if there is one, before anything can go wrong elsewhere."""
    maker = Pictures(prepared.plan.site.content, state.pictures if state else remembered)
    variants = {path: variant for path, variant in prepared.variants.items() if path not in notes.intact}
    news = False
    for made in maker.make(variants, options.jobs):
        if state:
            for name, data in made.new.items():
                state.save_picture(name, data)
                news = True
        if not made.data:
            notes.tell(prepared.plan.media.undecodable(made.file))
        yield from made.data.items()
    if state and news:
        state.forget_pictures(set(map(maker.name, prepared.variants.values())))


def differing(root: Path, out: Path, options: Options) -> list[str]:
    """The files in `out` that a clean build would leave otherwise, by their paths there; also those of ours that it would not leave."""
    prepared, _ = look(root, options)
    if prepared is None:
        return []
    listed, _ = read_list(out / MARKER)
    html = _to_be_searched(prepared)
    found = set(listed)

    def compare(path: str, data: bytes, twins: Mapping[str, bytes]) -> None:
        for place, wanted in {**twins, path: data}.items():
            (found.discard if read(out / place) == wanted else found.add)(place)

    for made in pages(prepared, Before(), None, options, prepared.twins):
        compare(made.file, made.data or b"", made.twins)
        if made.file in html:
            html[made.file] = made.data or b""
    index = index_files(prepared.plan.searched, html, options.jobs)
    for path, data in [*index.items(), *((path, data()) for path, data in _copied(prepared))]:
        compare(path, data, prepared.twins.made(path, data))
    for made_of in Pictures(prepared.plan.site.content, None).make(prepared.variants, options.jobs):
        for path, picture in made_of.data.items():
            compare(path, picture, {})
    return sorted(found)


def _to_be_searched(prepared: Prepared) -> dict[str, bytes]:
    """The files of the pages that the search finds, to be filled."""
    return {page.file: b"" for searched in prepared.plan.searched.values() for page in searched}


def _copied(prepared: Prepared) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Files that are published as they are."""
    for path, file in prepared.media.items():
        yield path, partial(_bytes, file)
    for path, data in prepared.theme.published():
        yield path, partial(bytes, data)  # the same object: bytes are not copied


def _report(prepared: Prepared, notes: Notes) -> Report:
    return Report(
        problems=notes.problems,
        pages=len(notes.pages),
        rendered=notes.rendered,
        next_change=prepared.next_change,
        why=dict(sorted(notes.why.items())),
    )


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SitegenError(f"{file}: {error.strerror}") from error
