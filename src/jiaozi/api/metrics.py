"""What the process tells Prometheus: requests, latency, the writer and its groups, outcomes, the worker."""

from collections.abc import Iterator
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Metric, generate_latest
from prometheus_client.registry import Collector

from jiaozi.clock import Seconds
from jiaozi.db.clock_watch import ClockWatch
from jiaozi.platform import Platform
from jiaozi.worker import Worker

LATENCY_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
GROUP_BUCKETS: Final = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096)
CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The metrics of one app, in a registry of their own."""

    def __init__(self, platform: Platform, worker: Worker) -> None:
        self.registry = CollectorRegistry()
        self._process = platform.share.process
        labels = ("method", "route", "status")
        self._requests = Counter("jiaozi_http_requests", "Requests answered", labels, registry=self.registry)
        self._seconds = Histogram(
            "jiaozi_http_seconds", "Time to answer", ("route",), registry=self.registry, buckets=LATENCY_BUCKETS
        )
        self._answered: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self._outcomes = Counter("jiaozi_outcomes", "Commands decided", ("operation", "code"), registry=self.registry)
        self._decided: dict[tuple[str, str], Counter] = {}
        self._groups = Histogram(
            "jiaozi_group_commands", "Commands per group", registry=self.registry, buckets=GROUP_BUCKETS
        )
        mode = Gauge("jiaozi_mode", "1 for the mode of this world", ("mode",), registry=self.registry)
        mode.labels(platform.mode.value).set(1)
        self.in_flight = 0
        """Requests being answered."""
        self._gauge("jiaozi_http_in_flight", "Requests being answered").set_function(lambda: self.in_flight)
        self.connections = Gauge("jiaozi_http_connections", "Connections", registry=self.registry)
        self._ended = Counter(
            "jiaozi_http_connections_ended", "Connections refused or ended here", ("reason",), registry=self.registry
        )
        writer = platform.writer
        writer.on_group = self._groups.observe
        self._gauge("jiaozi_writer_queue", "Commands waiting").set_function(lambda: writer.depth)
        self._gauge("jiaozi_sequenced_groups", "Groups this process numbered").set_function(lambda: worker.sequenced)
        self._gauge("jiaozi_expired_holds", "Holds this process expired").set_function(lambda: worker.holds.expired)
        self._gauge("jiaozi_worker_failures", "Rounds of the worker that failed").set_function(lambda: worker.failures)
        self._gauge("jiaozi_audit_findings", "Findings of the last audit, -1 before the first").set_function(
            lambda: worker.audit_findings
        )
        self._of_clock(platform.watch)

    def _of_clock(self, watch: ClockWatch) -> None:
        self._gauge("jiaozi_clock_trusted", "1 while this process may write by its clock").set_function(
            lambda: int(watch.trusted)
        )
        self._gauge("jiaozi_clock_ahead_seconds", "Ahead of the witness furthest behind").set_function(
            lambda: watch.ahead_us // 1_000_000
        )
        self._gauge("jiaozi_clock_behind_seconds", "Behind the witness furthest ahead").set_function(
            lambda: watch.behind_us // 1_000_000
        )
        self._gauge("jiaozi_clock_groups_ahead", "Groups in the future that nobody set right").set_function(
            lambda: watch.records_ahead
        )

    def _gauge(self, name: str, text: str) -> Gauge:
        return Gauge(name, text, registry=self.registry)

    def answered(self, method: str, route: str, status: int, seconds: Seconds) -> None:
        """Counts an answered request."""
        counted = self._answered.get((method, route, status))
        if counted is None:  # looked up by its labels once
            counted = self._requests.labels(method, route, str(status)), self._seconds.labels(route)
            self._answered[method, route, status] = counted
        counted[0].inc()
        counted[1].observe(seconds)

    def ended(self, reason: str) -> None:
        """Counts a connection that the server refused or ended."""
        self._ended.labels(reason).inc()

    def decided(self, operation: str, code: str) -> None:
        """Counts a command by how it was decided: `done` or an error's code."""
        counted = self._decided.get((operation, code))
        if counted is None:
            counted = self._decided[operation, code] = self._outcomes.labels(operation, code)
        counted.inc()

    def page(self) -> bytes:
        """The metrics in Prometheus' text format. Where several processes answer at one address, each says which it is:
        whoever asks meets now one, now another, and their counters are not one counter."""
        return generate_latest(_Labelled(self.registry, str(self._process)) if self._process else self.registry)


class _Labelled(Collector):
    """A registry's metrics with the process that they are of."""

    def __init__(self, registry: CollectorRegistry, process: str) -> None:
        self._registry, self._own = registry, {"process": process}

    def collect(self) -> Iterator[Metric]:
        """The metrics."""
        for metric in self._registry.collect():
            metric.samples = [each._replace(labels={**each.labels, **self._own}) for each in metric.samples]
            yield metric
