"""Administrative divisions (行政区划): named in a text, and within which another they lie."""
