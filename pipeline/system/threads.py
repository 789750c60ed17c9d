"""One thread for linear algebra; importing this module is what sets it.

OpenBLAS and MKL read these variables when NumPy is first imported, so this module comes before
anything heavy. With several threads the same sentences take up to ten times as long on small
matrices, and vectors differ in the seventh digit from run to run.
"""

from __future__ import annotations

import os

VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

for _name in VARIABLES:
    os.environ[_name] = "1"
