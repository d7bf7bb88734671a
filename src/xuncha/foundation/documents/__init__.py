"""Official documents and workbooks: the only importer of the document libraries."""
