"""Reads xAPI statements from standard input with Ralph's models of the specification.

Prints one line for each that is refused, and ends with 1 if there is any.
"""

import json
import sys

from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement


def main():
    refused = 0
    for place, statement in enumerate(json.load(sys.stdin)):
        try:
            BaseXapiStatement.model_validate(statement)
        except ValidationError as error:
            refused += 1
            print(f"statement {place}: {error}")
    sys.exit(1 if refused else 0)


main()
