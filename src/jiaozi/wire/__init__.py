"""What goes over the wire, as models: bodies and answers of the HTTP API, made from kinds."""
