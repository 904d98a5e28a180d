"""How does a text come in from Word, WPS or a web page, and go out to a page, DOCX and PDF?"""
