"""依申请公开: what can happen to a request, what follows from it, and what must be done next?

The pure state machine of a request: its words (`facts`), the walk through its events (`course`), where it
stands (`state`), what is due (`duties`), which acts are offered (`machine`, `procedure.yaml`). It knows no
database and no today; whoever keeps requests hands in their events.
"""
