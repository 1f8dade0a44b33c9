"""Writes the SDKs from the OpenAPI document: `make sdk`.

`document` reads the document, `naming` says what each endpoint is called, `python` and `typescript` write.
"""
