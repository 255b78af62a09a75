// each house has a browser, a server and children of its own, which wait for one another half of the time
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
