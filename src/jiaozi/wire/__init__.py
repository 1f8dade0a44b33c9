"""What goes over the wire, as models: requests and answers of the HTTP API, shared by the server and the SDK."""
