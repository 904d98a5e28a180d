"""What else does the office keep: corrections of one's own records, proposals, the evidence of appeals?"""
