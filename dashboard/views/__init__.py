"""The pages, in the order of the menu; one module each, see `ansvar.dashboard.page` for what it has to offer.

A new page: write ``views/<name>.py`` (and ``views/<name>.yaml`` with its words), add its name below.
"""

PAGES = ("turn_to", "explore", "gaps", "coverage", "duties", "history", "cypher", "files")
