"""One thread for the libraries that training calculates with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one() -> Iterator[None]:
    """While the block runs, libraries that are loaded take one thread: sums of several are added up in another order.

    scikit-learn is loaded for that, and scipy with it, since what is loaded later is not limited.
    """
    import sklearn.linear_model  # noqa: F401
    from threadpoolctl import threadpool_limits

    torch = sys.modules.get("torch")
    before = torch.get_num_threads() if torch else 0
    try:
        if torch:
            torch.set_num_threads(1)
        with threadpool_limits(1):
            yield
    finally:
        if torch:
            torch.set_num_threads(before)
