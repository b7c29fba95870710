"""The index of a language's pages, made by Pagefind (extra `search`), in memory: pages in, files out.

Pagefind is a program that takes orders from its input and answers on its output, each in JSON, as base64 with a comma behind it. Its Python
library speaks the same, but waits a tenth of a second for each answer and stops at an answer of more than two megabytes, which is the
index of some hundred pages (pagefind 1.5, `service/__init__.py`).
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from io import BufferedReader
from subprocess import DEVNULL, PIPE, Popen
from threading import Event, Timer
from typing import cast

import msgspec
from msgspec import Struct

from sitegen.base.extras import PAGEFIND
from sitegen.plan.searching import ENTRY

_UNUSED = "pagefind-"
"""How the files begin that Pagefind makes for its own search pages, which no page of ours loads; but for two."""
_USED = (ENTRY, "pagefind-worker.js")

_LABELS = ["aside dt", "aside h2"]
"""Elements that are not searched though they stand in what is: what facts are called."""

PATIENCE = 60.0
"""Seconds that an index may take, and what each page adds: it takes a hundredth of that."""
_A_PAGE = 0.1


class IndexingError(Exception):
    """Pagefind made no index; `cause` is what is known of why."""

    def __init__(self, cause: str):
        super().__init__(cause)
        self.cause = cause


class SlowError(Exception):
    """Pagefind had not made an index after so many `seconds`."""

    def __init__(self, seconds: int):
        super().__init__(seconds)
        self.seconds = seconds


def index(pages: Iterable[tuple[str, str]], number: int) -> dict[str, bytes]:
    """The files of the index of some pages, by their paths in its folder: the same for the same pages in the same order. A page is its path
    below the site's base and its HTML; there are `number` of them. What is searched is marked in the HTML (`data-pagefind-body`).

    Raises `IndexingError`, `SlowError`, and whatever `pages` raises."""
    try:
        process = Popen([_program(), "--service"], stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
    except OSError as error:
        raise IndexingError(error.strerror or str(error)) from error
    limit = PATIENCE + number * _A_PAGE
    late = Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = Timer(limit, stop)
    try:
        timer.start()
        return _wanted(_converse(process, _orders(pages)))
    except _NoAnswerError as error:
        if late.is_set():
            raise SlowError(round(limit)) from error
        raise IndexingError(str(error)) from error
    finally:
        timer.cancel()
        process.kill()
        for stream in filter(None, (process.stdin, process.stdout)):
            with suppress(OSError):  # what was not written yet cannot be
                stream.close()
        process.wait()


def _program() -> str:
    """The one that was installed with us, whatever else is on this machine. Raises FileNotFoundError."""
    package = next(filter(find_spec, PAGEFIND))
    return str(import_module(package).get_executable())


class _File(Struct, frozen=True):
    path: str
    content: str


class _Files(Struct, frozen=True, tag="GetFiles"):
    files: list[_File]


class _Failure(Struct, frozen=True, tag="Error"):
    message: str


class _Done(Struct, frozen=True, tag="IndexedFile"):
    pass


class _Begun(Struct, frozen=True, tag="NewIndex"):
    pass


class _Answer(Struct, frozen=True):
    payload: _Files | _Failure | _Done | _Begun


_ANSWER = msgspec.json.Decoder(_Answer)


class _NoAnswerError(Exception):
    """Pagefind ended, or said that it cannot do something."""


def _orders(pages: Iterable[tuple[str, str]]) -> Iterator[dict[str, object]]:
    yield {"type": "NewIndex", "config": {"exclude_selectors": _LABELS}}
    for path, html in pages:
        yield {"type": "AddFile", "index_id": 0, "url": path, "file_contents": html}
    yield {"type": "GetFiles", "index_id": 0}


def _converse(process: Popen[bytes], orders: Iterable[dict[str, object]]) -> _Files:
    """The answer to the last order. Answers are read while orders are given: each side would wait for the other otherwise."""
    assert process.stdin and process.stdout
    with ThreadPoolExecutor(1) as reading:
        last = reading.submit(_last_answer, cast(BufferedReader, process.stdout))
        last.add_done_callback(lambda _: process.kill())  # else it might wait for somebody to read on, and we for it
        try:
            with suppress(BrokenPipeError):  # that it ended, the reader tells
                for number, order in enumerate(orders, start=1):
                    process.stdin.write(b64encode(msgspec.json.encode({"message_id": number, "payload": order})) + b",")
                process.stdin.flush()
        except BaseException:
            process.kill()  # else the reader would wait for ever
            raise
        return last.result()


def _last_answer(stream: BufferedReader) -> _Files:
    """The answer that has files. Raises `_NoAnswerError` where none comes."""
    begun: list[bytes] = []
    while some := stream.read1(1 << 20):
        *ends, rest = some.split(b",")
        for end in ends:
            answer = _answer(b"".join([*begun, end]))
            begun = []
            if isinstance(answer, _Failure):
                raise _NoAnswerError(answer.message)
            if isinstance(answer, _Files):
                return answer
        begun.append(rest)
    raise _NoAnswerError("it ended")


def _answer(text: bytes) -> _Files | _Failure | _Done | _Begun:
    try:
        return _ANSWER.decode(b64decode(text)).payload
    except ValueError as error:
        raise _NoAnswerError(f"an answer makes no sense: {error}") from error


def _wanted(answer: _Files) -> dict[str, bytes]:
    return {
        file.path: b64decode(file.content)
        for file in answer.files
        if file.path in _USED or not file.path.startswith(_UNUSED)
    }
