"""Where things stand in this clone. Standard library only: also read before the environment exists."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Everything that is made, not written, lives here: environment, database, assets, secrets. One `rm -r` undoes it.
VAR = Path(os.environ.get("PORTAL_VAR_DIR") or ROOT / "var").resolve()
