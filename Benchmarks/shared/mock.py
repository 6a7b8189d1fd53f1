"""connexion in mock mode on a description, as its command `run --mock all` sets it up, but without the command's
watching of files and its line for each request.

    mock.py FILE PORT
"""

import sys

import connexion
import uvicorn
from connexion.mock import MockResolver

if __name__ == "__main__":
    file, port = sys.argv[1:]
    app = connexion.AsyncApp(__name__)
    app.add_api(file, resolver=MockResolver(mock_all=True))
    uvicorn.run(app, port=int(port), log_level="error")
