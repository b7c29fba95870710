"""The commands: what a person types, what is printed, and the exit codes.

0 fine; 1 the content has errors (with `--strict`: or warnings); 2 wrong usage, or `site.yaml` missing or wrong; 3 the environment (disk,
another build running); 130 on Ctrl-C, 143 on SIGTERM. Each command imports its own world, so `--help` answers at once.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from sitegen.base.uncollected import uncollected

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from sitegen.report import Options, Report

_LAST_EPOCH = 253_370_764_800
"""1 January 9999, in seconds: what comes later may, in some time zone, be past the last day that a date can hold."""

EXIT_CONTENT, EXIT_USAGE, EXIT_ENVIRONMENT, EXIT_INTERRUPTED, EXIT_TERMINATED = 1, 2, 3, 130, 143


_lang = click.option(
    "--lang", type=click.Choice(["id", "en"]), help="Language of the messages [default: the machine's, else id]."
)
_strict = click.option("--strict", is_flag=True, help="Treat warnings like errors.")
_at = click.option("--at", metavar="DATE", help="The site of that day (2027-01-31) instead of today's.")
_root = click.option(
    "-C",
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=".",
    envvar="SITEGEN_ROOT",
    help="The site's folder [default: this one].",
)


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of the commands that judge a site as a whole."""
    for option in (_lang, _strict, _at, _root):
        command = option(command)
    return command


def _format(*forms: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option("--format", "form", type=click.Choice(forms), default=forms[0], help="How to print the result.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sitegen")
def cli() -> None:
    """Builds the bilingual site of an international office from Markdown and YAML."""


@cli.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=str),
    envvar="SITEGEN_OUTPUT",
    help="Where to publish [default: output/].",
)
@click.option(
    "--base-url", envvar="SITEGEN_BASE_URL", help="Where the site will live, instead of base_url in site.yaml."
)
@click.option("--drafts", is_flag=True, help="Publish drafts, too.")
@click.option("--future", is_flag=True, help="Publish articles whose date has not come, too.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 256),
    envvar="SITEGEN_JOBS",
    help="Processes that render [default: one a core].",
)
@click.option("--clean", is_flag=True, help="Forget earlier builds and render everything anew.")
@click.option("--why", is_flag=True, help="Print of each page that is rendered what changed.")
@click.option("--verify", is_flag=True, help="Compare the result with a clean build, byte for byte.")
@click.option(
    "--executor",
    metavar="ADDRESS",
    help="Render in the processes of a cluster: dask:tcp://host:8786 (sitegen[cluster]).",
)
@_format("text", "json")
@_options
def build(
    root: Path,
    output: str | None,
    base_url: str | None,
    drafts: bool,
    future: bool,
    jobs: int | None,
    clean: bool,
    why: bool,
    verify: bool,
    executor: str | None,
    at: str | None,
    strict: bool,
    form: str,
    lang: str | None,
) -> None:
    """Check everything, then publish the site into the output folder."""
    from msgspec.structs import replace

    from sitegen.incremental import build as run_build
    from sitegen.progress import Progress
    from sitegen.report import Options

    out = str(root / "output") if output is None else output
    options = Options(
        today=_today(at, os.environ),
        base_url=_base_url(base_url),
        drafts=drafts,
        future=future,
        strict=strict,
        jobs=jobs or _processors(),
        clean=clean,
        why=why,
        verify=verify,
    )

    def work() -> Report:
        with ExitStack() as resources:
            progress = resources.enter_context(Progress(lang or _machine_language(os.environ), hidden=form == "json"))
            cluster = resources.enter_context(_cluster(executor)) if executor else None
            return run_build(root, out, replace(options, executor=cluster, progress=progress))

    _run(work, out, options, form, lang)


def _cluster(address: str) -> Executor:
    from sitegen.base.cluster import executor_of

    return executor_of(address)


@cli.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=str),
    envvar="SITEGEN_OUTPUT",
    help="Where the built site lies [default: output/].",
)
@click.option(
    "--base-url", envvar="SITEGEN_BASE_URL", help="Where the site will live, instead of base_url in site.yaml."
)
@click.option("--external", is_flag=True, help="Try the links to other sites, too: politely, and at most once a week.")
@_format("text", "json", "github", "sarif")
@_options
def check(
    root: Path,
    output: str | None,
    base_url: str | None,
    external: bool,
    at: str | None,
    strict: bool,
    form: str,
    lang: str | None,
) -> None:
    """Print what `build` would find, and what is wrong with the built site; publish nothing."""
    from sitegen.checking import check as run_check
    from sitegen.report import Options

    out = str(root / "output") if output is None else output
    options = Options(today=_today(at, os.environ), base_url=_base_url(base_url), strict=strict, jobs=_processors())
    _run(lambda: run_check(root, out, options, external=external), None, options, form, lang)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free.")
@click.option("--open", "opened", is_flag=True, help="Open the site in the browser.")
@click.option("--poll", is_flag=True, help="Look for changes twice a second, where the system does not tell them.")
@click.option(
    "--allow-host", "allow_hosts", multiple=True, metavar="NAME", help="Answer to this name of the computer, too."
)
@click.option(
    "--editor",
    default="vscode://file/{path}:{line}:{column}",
    show_default=True,
    envvar="SITEGEN_EDITOR",
    help="Address that opens a file in your editor.",
)
@_at
@_root
@_lang
def serve(
    root: Path,
    host: str,
    port: int,
    opened: bool,
    poll: bool,
    allow_hosts: tuple[str, ...],
    editor: str,
    at: str | None,
    lang: str | None,
) -> None:
    """Show the site while you work on it. Stop with Ctrl-C."""
    from sitegen.base.messages import line, summary
    from sitegen.preview.listening import AddressError
    from sitegen.preview.live import SiteFileError
    from sitegen.preview.serving import Wanted
    from sitegen.preview.serving import serve as run_serve

    speak = lang or _machine_language(os.environ)
    wanted = Wanted(
        today=_today(at, os.environ),
        lang=speak,
        host=host,
        port=port,
        allow_hosts=tuple(map(_host, allow_hosts)),
        editor=_editor(editor),
        poll=poll,
        open=opened,
        jobs=_processors(),
    )
    try:
        run_serve(root, wanted, click.echo, lambda text: click.echo(text, err=True))
    except SiteFileError as error:
        click.echo("\n".join([*(line(found, speak) for found in error.problems)]), err=True)
        click.echo(summary("unusable", error.problems, speak))
        sys.exit(error.exit_code)
    except AddressError as error:
        click.echo(line(error.problem, speak), err=True)
        sys.exit(error.exit_code)


@uncollected  # what is printed is made of all that was built, and then the program ends
def _run(work: Callable[[], Report], out: str | None, options: Options, form: str, lang: str | None) -> None:
    """One build or check: runs it, prints its report, ends with its exit code. `out` is None where nothing is to be published."""
    from sitegen import printing
    from sitegen.base.messages import annotation, line
    from sitegen.publish.folder import OutputError, Refused
    from sitegen.report import Report

    speak = lang or _machine_language(os.environ)
    begun = perf_counter()
    try:
        report = work()
    except Refused as error:
        report = Report(problems=[error.problem], usable=False)
    except OutputError as error:
        click.echo(line(error.problem, speak), err=True)
        sys.exit(error.exit_code)
    seconds = perf_counter() - begun
    if form == "json":
        click.echo(json.dumps(printing.as_json(report, seconds, speak), ensure_ascii=False))
    elif form == "sarif":
        click.echo(json.dumps(printing.as_sarif(report.problems, speak), ensure_ascii=False))
    else:
        # In one go each: `echo` flushes.
        if report.problems:
            written = annotation if form == "github" else line
            click.echo("\n".join(written(found, speak) for found in report.problems), err=form == "text")
        reasons = [f"{file}: {'; '.join(why)}" for file, why in report.why.items()]
        click.echo("\n".join([*reasons, printing.summary(report, out, seconds, options.strict, speak)]))
    sys.exit(_exit_code(report, options.strict))


def _exit_code(report: Report, strict: bool) -> int:
    from sitegen.base.problems import publishable

    if not report.usable:
        return EXIT_USAGE
    return 0 if publishable(report.problems, strict) else EXIT_CONTENT


def _today(at: str | None, environ: Mapping[str, str]) -> Callable[[str], date]:
    """The date of a build: `--at`, else the day of SOURCE_DATE_EPOCH in the site's time zone, else today there."""
    if at is not None:
        try:
            day = date.fromisoformat(at)
        except ValueError as error:
            raise click.BadParameter(f"{at!r} is not a date like 2027-01-31", param_hint="--at") from error
        return lambda zone: day
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return lambda zone: datetime.now(ZoneInfo(zone)).date()
    try:
        seconds = int(epoch)
        if not 0 <= seconds < _LAST_EPOCH:
            raise ValueError(epoch)
    except ValueError as error:
        raise click.UsageError(f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}") from error
    return lambda zone: datetime.fromtimestamp(seconds, ZoneInfo(zone)).date()


def _base_url(text: str | None) -> str | None:
    """`--base-url` by the rules of `site.yaml`."""
    if not text:
        return None
    from sitegen.base.datetext import Misread
    from sitegen.read.sitevalues import base_url_of

    try:
        return base_url_of(text)
    except Misread as error:
        raise click.BadParameter(
            f"{text!r} is not an address like https://example.ac.id/", param_hint="--base-url"
        ) from error


def _host(name: str) -> str:
    """`--allow-host` by the rules of `preview.policy`."""
    from sitegen.preview.policy import name_in

    if name_in(name) is None:
        raise click.BadParameter(f"{name!r} is not a name like laptop.local", param_hint="--allow-host")
    return name


def _editor(template: str) -> str:
    """`--editor` by the rules of `preview.editor`."""
    from sitegen.preview.editor import checked

    try:
        return checked(template)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--editor") from error


def _processors() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _machine_language(environ: Mapping[str, str]) -> str:
    """The language of messages: of the machine's locale where it is one of ours, else Indonesian."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "en" if environ[name].lower().startswith("en") else "id"
    return "id"


def main() -> None:
    """Runs the command and turns what stops it into a message and an exit code."""
    from sitegen.base.problems import SitegenError

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # a pipe on Windows takes cp1252 else, which has no Arabic
    # An exception, unlike the signal itself, lets what was begun be cleaned up.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(EXIT_TERMINATED))
    try:
        cli(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(EXIT_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except SitegenError as error:
        click.echo(f"sitegen: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:  # of stdout: what reads and writes files says more, in an error of its own
        with suppress(OSError):
            click.echo(f"sitegen: {error.strerror}", err=True)
        sys.stdout = None  # nothing can be written there any more, also not by the interpreter when it ends
        sys.exit(EXIT_ENVIRONMENT)
