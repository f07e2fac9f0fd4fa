"""Jobs on a Dask cluster: the only place that loads `distributed` (extra `cluster`).

Every machine of the cluster needs the same Ritregie; nothing else has to be shared, since jobs bring their
files. Dask unpickles what it gets: connect only to a cluster that you trust.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from game.domain.errors import Unreadable

PATIENCE_S = 10
"""How long a scheduler may take to answer."""


@contextmanager
def cluster_executor(address: str) -> Iterator[Executor]:
    """An executor on the cluster of a scheduler, such as tcp://name:8786.

    Raises Unreadable: the extra is not installed, the address is none, nobody answers there.
    """
    try:
        import distributed
    except ImportError:
        raise Unreadable("cluster.missing") from None
    try:
        # its functions are untyped
        dask: Any = distributed
        client = dask.Client(address, timeout=PATIENCE_S, set_as_default=False)
    except ValueError:
        raise Unreadable("cluster.address", address=address) from None
    except OSError as why:
        raise Unreadable("cluster.unreachable", address=address, why=str(why)[:120]) from None
    try:
        # pure=False: a job that is asked again runs again
        executor: Executor = client.get_executor(pure=False)
        yield executor
    finally:
        client.close()
