"""What is wrong, or better not said, in a text that is to be published? Pure checks; nothing is fetched.

`checklist` is the way in. `finding` is the one shape; `passage` and `markup` say what a reader sees and where
it stands; `personal`, `words`, `protected`, `links` and `language` look for what must not go out. What a
finding is called and what follows is dated data in `law/proofing.yaml` (`kinds`), the words stand in
`law/words/`.
"""
