"""Two hundred texts that would run as script wherever a page took text for markup."""

_CALL = "window.__ran=1"
_MARKUP = (
    f"<script>{_CALL}</script>",
    f"<img src=x onerror={_CALL}>",
    f"<svg onload={_CALL}>",
    f"<svg><script>{_CALL}</script></svg>",
    f"<iframe src=javascript:{_CALL}></iframe>",
    f"<body onload={_CALL}>",
    f"<details open ontoggle={_CALL}>",
    f"<input autofocus onfocus={_CALL}>",
    f"<a href=javascript:{_CALL}>政策</a>",
    f"<math><mi xlink:href=javascript:{_CALL}>x</mi></math>",
    f"<video><source onerror={_CALL}></video>",
    f"<style onload={_CALL}></style>",
    f"<object data=javascript:{_CALL}></object>",
    f"<form action=javascript:{_CALL}><button>查</button></form>",
    f"<marquee onstart={_CALL}>",
    f"<template><img src=x onerror={_CALL}></template>",
    f"[政策](javascript:{_CALL})",
    f"![x](x){{onerror={_CALL}}}",
    f"javascript:{_CALL}",
    f"{{{{constructor.constructor('{_CALL}')()}}}}",
)
_BREAKS = (
    "{}",
    '">{}',
    "'>{}",
    "</p>{}",
    "</title>{}",
    "</textarea>{}",
    "-->{}",
    "</script>{}",
    "**{}**",
    "- {} [1]",
)
HOSTILE_TEXTS = tuple(before.format(markup) for markup in _MARKUP for before in _BREAKS)
