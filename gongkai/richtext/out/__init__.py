"""How does a text go out: to a page, as DOCX, as PDF, as plain text?"""
