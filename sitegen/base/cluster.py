"""The processes of a Dask cluster as an executor, for sites that outgrow one machine.

Needs the extra `cluster`. Every process of the cluster must have the same sitegen and the same libraries, so that it makes the same bytes.
"""

from __future__ import annotations

import asyncio
import platform
from concurrent.futures import Executor, Future
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from sitegen.base.problems import SitegenError
from sitegen.base.processes import Recipe

if TYPE_CHECKING:
    from distributed import Client

_SCHEME = "dask:"
_SECONDS = 4
"""To reach a scheduler, and for it to have a process."""
_MAKERS = ("sitegen", "babel", "jinja2", "markdown", "msgspec", "nh3", "pyyaml")
"""The distributions whose versions decide what the work gives."""


class ClusterError(SitegenError):
    """A cluster cannot be used; the message says why, and what to do."""


class Cluster(Executor):
    """The processes of a cluster; a context, at whose end this program has left it."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._executor = client.get_executor(pure=False)
        self._sent: dict[Recipe, Any] = {}
        self.jobs = sum(client.nthreads().values())
        """How many tasks it can do at once."""

    def submit(self, function: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        """As `Executor.submit`; a recipe travels to each process once."""
        future: Future[Any] = self._executor.submit(function, *map(self._once, arguments), **named)
        return future

    def _once(self, argument: object) -> object:
        if not isinstance(argument, Recipe):
            return argument
        if argument not in self._sent:
            self._sent[argument] = self._client.scatter(argument, broadcast=True)
        return self._sent[argument]

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leaves the cluster; what is not done is not waited for."""
        self._executor.shutdown(wait=False)
        self._sent.clear()
        self._client.close()


def executor_of(address: str) -> Cluster:
    """The cluster whose scheduler has the address, "dask:tcp://host:8786". Raises `ClusterError` within some seconds where there is none."""
    scheduler = address.removeprefix(_SCHEME)
    if scheduler == address or "://" not in scheduler:
        raise ClusterError(f"{address!r} is not the address of a cluster, like {_SCHEME}tcp://host:8786")
    try:
        from distributed import Client
        from distributed.comm import connect
    except ImportError as error:
        raise ClusterError("a cluster needs more: pip install 'sitegen[cluster]'") from error

    async def reach() -> None:
        """First: a client that cannot connect does not let go for a long time, and waits for ever where no scheduler listens."""
        comm = await asyncio.wait_for(connect(scheduler, timeout=_SECONDS), _SECONDS)
        await comm.close()

    try:
        asyncio.run(reach())
        client = Client(scheduler, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        why = str(error) or "it is silent"
        raise ClusterError(f"no scheduler answers at {scheduler}: start one with `dask scheduler` ({why})") from error
    try:
        _check(client, scheduler)
        return Cluster(client)
    except BaseException:
        client.close()
        raise


def _check(client: Client, scheduler: str) -> None:
    """Raises `ClusterError` unless there are processes, which would do what this one would."""
    try:
        client.wait_for_workers(1, timeout=_SECONDS)
        found = client.run(versions)
    except TimeoutError as error:
        raise ClusterError(f"{scheduler} has no processes: start some with `dask worker {scheduler}`") from error
    except ImportError as error:
        raise ClusterError(f"the processes of {scheduler} lack {error.name}: install sitegen there") from error
    ours = versions()
    for worker, theirs in found.items():
        for name, one in ours.items():
            if theirs[name] != one:
                raise ClusterError(f"{worker} has {name} {theirs[name]}, this program {one}: install the same")


def versions() -> dict[str, str]:
    """Of what decides the bytes in this process."""
    return {"Python": platform.python_version()} | {name: version(name) for name in _MAKERS}
