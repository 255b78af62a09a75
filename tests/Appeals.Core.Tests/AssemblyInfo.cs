// much of a test's time is waiting for a process, a lease or a relay
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
