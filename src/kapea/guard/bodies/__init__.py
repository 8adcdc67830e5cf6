"""No image, video or file ever enters: such bodies are refused before they are parsed.

Judged by declared content type, by the first bytes, and by what fields would hold, whichever says
"file". Nothing of a refused body is read further, stored or logged.
"""

from kapea.guard.bodies.handler import NoFileHandler
from kapea.guard.bodies.middleware import RefuseFiles

__all__ = ["NoFileHandler", "RefuseFiles"]
