"""What happened to several people at once, done in the order of time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# tells the moment of its next act before it does it
Story = Iterator[datetime]


def side_by_side(*stories: Story) -> None:
    """Act after act as they came, whosever they were: journals and numbers read as if it had been lived."""
    begun = [(next(story), place, story) for place, story in enumerate(stories)]
    heapify(begun)
    while begun:
        _at, place, story = heappop(begun)
        if at := next(story, None):
            heappush(begun, (at, place, story))
