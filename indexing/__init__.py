"""How clauses are found: chunked, embedded, stored in Chroma, searched by words and by meaning."""
