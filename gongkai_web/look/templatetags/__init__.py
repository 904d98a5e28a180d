"""The tags of the look; `{% load look %}`."""
