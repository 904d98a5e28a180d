"""An office that does nothing but work off jobs: what the workers of the tests write to."""
