"""`GET /metrics`: what the bridges did since the start, as Prometheus text (format 0.0.4)."""

from fastapi import APIRouter, Response

from api.messaging.counters import counts

router = APIRouter(include_in_schema=False)
_MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# By event: the metric's name, what its label is called, and its help.
_FAMILIES = {
    "asked": ("questions", None, "Questions stored"),
    "answered": ("answers", "status", "Answers made, by status"),
    "delivered": ("deliveries", "path", "Answers delivered, by path"),
    "undeliverable": ("undeliverable_answers", "code", "Answers refused for good, by error code"),
    "refused": ("refused_calls", "code", "Calls that the platform refused, by error code"),
    "refused_callback": ("refused_callbacks", "reason", "Callbacks refused, by reason"),
    "failed_callback": ("failed_callbacks", None, "Callbacks that failed by a fault of ours"),
    "late": ("late_callbacks", None, "Callbacks that could not be handled in time"),
}


@router.get("/metrics")
async def metrics() -> Response:
    """Return the counts of this process."""
    return Response("\n".join([*_lines(), ""]), media_type=_MEDIA_TYPE)


def _lines() -> list[str]:
    counted, lines = sorted(counts().items()), []
    for event, (noun, label, told) in _FAMILIES.items():
        name = f"zhengce_messaging_{noun}_total"
        lines += [f"# HELP {name} {told}.", f"# TYPE {name} counter"]
        for (counted_event, channel, value), number in counted:
            if counted_event == event:
                more = f',{label}="{_escaped(value)}"' if label else ""
                lines.append(f'{name}{{channel="{channel}"{more}}} {number}')
    return lines


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
