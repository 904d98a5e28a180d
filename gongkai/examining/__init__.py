"""What does a file carry that nobody sees who only looks at it, and how is it taken out?

Before a file leaves the house – with a letter, or to be published – it is examined: hidden sheets and rows,
comments, tracked changes, text under boxes, properties, the place where a photo was taken, personal numbers
in sight. `examine.examine` tells, `cleaning.clean` makes a copy without. What each kind means for whoever
sends the file is law data (`law/outgoing.yaml`). Strangers' bytes: call both through `gongkai.confined`.
"""
