"""Where the page's templates and static files lie, and how they are rendered (escaped, always)."""

from pathlib import Path

from fastapi.templating import Jinja2Templates

_WEB = Path(__file__).parents[1] / "web"
STATIC = _WEB / "static"
# Jinja2Templates escapes what it puts into .html files.
TEMPLATES = Jinja2Templates(directory=_WEB / "templates")
