"""Who may work with pdfium now? One thread at a time: it crashes where two do."""

from __future__ import annotations

import threading

# May be taken again by whoever has it: a page is drawn while its document is open.
ONE_AT_A_TIME = threading.RLock()
