"""What is wrong, or better not said, in a text that is to be published? Pure checks; nothing is fetched.

`finding` is the one shape, `passage` and `markup` say what a reader sees and where it stands, `personal`
finds personal data. What a finding is called and what follows is dated data in `law/proofing.yaml` (`kinds`).
"""
