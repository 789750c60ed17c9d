"""What every test shares: one thread for linear algebra, and property tests that can be repeated.

Models need no fixture: each stage keeps the model it loaded for as long as the process lives.
"""

from __future__ import annotations

# Before anything that imports NumPy: with more threads the last digits differ from run to run.
import pipeline.system.threads  # noqa: F401  isort: skip

import os
import tempfile

from hypothesis import HealthCheck, settings

# Tests neither read nor fill the cache of the person who runs them.
os.environ["TAIYAKU_CACHE_DIR"] = tempfile.mkdtemp(prefix="taiyaku-tests-")

# Machines that share two cores miss deadlines without anything being wrong. CI repeats the same
# examples, so that a red run is red again at home; at home new ones are drawn.
settings.register_profile("local", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "local")
